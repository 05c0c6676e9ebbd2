"""OR-Tools' routing library, by its Python package. Same lines in and out as the other solvers' processes (protocol.ts).

The package for Node has the library too, but neither ranges of a dimension (time windows) nor a time limit or a
metaheuristic can be told there.
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
        from ortools.constraint_solver import pywrapcp, routing_enums_pb2
    except ImportError as error:
        tell(event="missing", reason=str(error))
        return
    start, cpu_start = time.monotonic(), time.process_time()

    def elapsed_ms():
        return 1000 * (time.monotonic() - start)

    tell(event="ready", version=ortools.__version__)
    if task["probe"]:
        return
    rounds = task["rounds"]
    nodes, vans, depot = len(rounds["demand"]), rounds["vans"], 0
    manager = pywrapcp.RoutingIndexManager(nodes, vans, depot)
    routing = pywrapcp.RoutingModel(manager)
    node_of = manager.IndexToNode

    metres = routing.RegisterTransitMatrix(rounds["metres"])
    routing.SetArcCostEvaluatorOfAllVehicles(metres)
    routing.SetFixedCostOfAllVehicles(rounds["metresPerVan"])
    stay = [
        [service + seconds for seconds in row] for service, row in zip(rounds["serviceSeconds"], rounds["seconds"])
    ]
    latest = rounds["to"][depot]
    routing.AddDimension(routing.RegisterTransitMatrix(stay), latest, latest, False, "time")
    clock = routing.GetDimensionOrDie("time")
    routing.AddDimension(routing.RegisterUnaryTransitVector(rounds["demand"]), 0, rounds["capacity"], True, "load")
    for node in range(1, nodes):
        index = manager.NodeToIndex(node)
        routing.AddDisjunction([index], rounds["metresPerMissedDrop"])
        clock.CumulVar(index).SetRange(max(0, rounds["from"][node]), min(latest, rounds["to"][node]))
    for van in range(vans):
        clock.CumulVar(routing.Start(van)).SetRange(max(0, rounds["from"][depot]), latest)
        clock.CumulVar(routing.End(van)).SetRange(max(0, rounds["from"][depot]), latest)

    # Plans that leave drops out are on the way to the first that serves them all.
    best = [rounds["metresPerMissedDrop"]]

    def improved():
        cost = routing.CostVar().Max()
        if cost < best[0]:
            best[0] = cost
            tell(event="found", atMs=elapsed_ms(), objective=cost)

    routing.AddAtSolutionCallback(improved)
    # What its guides recommend where no proof is looked for: the default for the first plan, then guided local search.
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(max(1, round(task["timeMs"] - elapsed_ms())))
    found = routing.SolveWithParameters(parameters)
    routes = []
    if found is not None:
        for van in range(vans):
            index, route = routing.Start(van), []
            while not routing.IsEnd(index):
                index = found.Value(routing.NextVar(index))
                if not routing.IsEnd(index):
                    route.append(node_of(index))
            routes.append(route)
    tell(
        event="end",
        status="unknown" if found is None else "feasible",
        objective=None if found is None else found.ObjectiveValue(),
        bound=None,
        solution=None if found is None else {"plan": {"routes": routes}},
        atMs=elapsed_ms(),
        cpuMs=1000 * (time.process_time() - cpu_start),
        peakRssMb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        reason="no solution" if found is None else None,
    )


main()
