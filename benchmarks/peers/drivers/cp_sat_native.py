"""CP-SAT of OR-Tools as native code, by its Python package. Same lines in and out as the other solvers' processes (protocol.ts).

The WebAssembly of the package for Node is built without CP-SAT's parallel search: however many workers are asked for, one
subsolver runs. Here they run.
"""

import json
import resource
import sys
import time


def tell(**event):
    print(json.dumps(event), flush=True)


def main():
    task = json.load(sys.stdin)
    try:
        import ortools
        from google.protobuf import json_format, text_format
        from ortools.sat import cp_model_pb2
        from ortools.sat.python import cp_model
    except ImportError as error:
        tell(event="missing", reason=str(error))
        return

    class Clock(cp_model.CpSolverSolutionCallback):
        """Tells of each better solution at once, without its values."""

        def on_solution_callback(self):
            tell(event="found", atMs=elapsed_ms(), objective=self.objective_value)

    start, cpu_start = time.monotonic(), time.process_time()

    def elapsed_ms():
        return 1000 * (time.monotonic() - start)

    tell(event="ready", version=ortools.__version__)
    if task["probe"]:
        return
    model = cp_model.CpModel()
    proto = json_format.ParseDict(task["schedule"], cp_model_pb2.CpModelProto())
    model.proto.parse_text_format(text_format.MessageToString(proto))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = task.get("workers", 1)
    solver.parameters.random_seed = task["seed"]
    solver.parameters.max_time_in_seconds = max(0.001, (task["timeMs"] - elapsed_ms()) / 1000)
    status = solver.solve(model, Clock())
    known = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    has_plan = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    tell(
        event="end",
        status=known.get(status, "unknown"),
        objective=solver.objective_value if has_plan else None,
        bound=solver.best_objective_bound if has_plan else None,
        solution={"values": list(solver.response_proto.solution)} if has_plan else None,
        atMs=elapsed_ms(),
        cpuMs=1000 * (time.process_time() - cpu_start),
        peakRssMb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        reason=None if status in known else solver.status_name(status),
    )


main()
