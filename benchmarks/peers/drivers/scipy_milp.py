"""HiGHS as native code, by scipy.optimize.milp. Same lines in and out as the other solvers' processes (protocol.ts).

SciPy hands no number of threads on; HiGHS starts as many as there are processors when it is first called, so that is while
the process sees one. SciPy tells of no solution before the end.
"""

import json
import math
import os
import resource
import sys
import time


def tell(**event):
    print(json.dumps(event), flush=True)


def finite(value):
    return float(value) if value is not None and math.isfinite(value) else None


def main():
    task = json.load(sys.stdin)
    try:
        import numpy
        import scipy
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csc_array
    except ImportError as error:
        tell(event="missing", reason=str(error))
        return
    processors = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else None
    if processors:
        os.sched_setaffinity(0, {max(processors)})
    milp(c=[1.0], integrality=[1], bounds=Bounds([0], [1]))
    # Free to move again: bound for good it would wait where another process keeps that processor busy.
    if processors:
        os.sched_setaffinity(0, processors)
    start, cpu_start = time.monotonic(), time.process_time()
    tell(event="ready", version=scipy.__version__)
    if task["probe"]:
        return

    def limits(values, none):
        return numpy.array([none if value is None else value for value in values], dtype=float)

    model = task["model"]
    columns, rows = len(model["cost"]), len(model["rowLower"])
    entries = (numpy.array(model["coefficients"], dtype=float), model["rows"], model["starts"])
    matrix = csc_array(entries, shape=(rows, columns))
    remaining = task["timeMs"] / 1000 - (time.monotonic() - start)
    answer = milp(
        c=numpy.array(model["cost"], dtype=float),
        integrality=numpy.array(model["integer"], dtype=int),
        bounds=Bounds(limits(model["lower"], -math.inf), limits(model["upper"], math.inf)),
        constraints=LinearConstraint(matrix, limits(model["rowLower"], -math.inf), limits(model["rowUpper"], math.inf)),
        options={"time_limit": max(0.001, remaining), "mip_rel_gap": 0, "disp": False},
    )
    has_plan = answer.x is not None
    # 0: optimal, 1: out of time, 2: infeasible; anything else is a failure.
    proved = {0: "optimal", 2: "infeasible"}.get(answer.status, "unknown")
    tell(
        event="end",
        status="feasible" if has_plan and proved == "unknown" else proved,
        objective=finite(answer.fun) if has_plan else None,
        bound=finite(answer.get("mip_dual_bound")) if proved != "infeasible" else None,
        solution={"values": [float(value) for value in answer.x]} if has_plan else None,
        atMs=1000 * (time.monotonic() - start),
        cpuMs=1000 * (time.process_time() - cpu_start),
        peakRssMb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        reason=None if answer.status in (0, 1, 2) else answer.message,
    )


main()
