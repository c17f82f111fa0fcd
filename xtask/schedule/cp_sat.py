"""Solves scheduling instances by OR-Tools CP-SAT, for comparison with our engine.

    python cp_sat.py solve INPUT.json OUTPUT.json

The input has `seconds` of wall time, `workers`, `seed` and `instances`: durations, links as [from, to, lag] between
start times, demands by activity and resource, and capacities. The answer has, for each instance, the makespan found,
the bound, whether it was proven, and the seconds of wall and CPU time.
"""

import json
import sys
import time

from ortools.sat.python import cp_model


def solve(instance, settings):
    model = cp_model.CpModel()
    durations = instance["durations"]
    horizon = sum(durations) + sum(max(0, lag) for _, _, lag in instance["links"])
    starts = [model.new_int_var(0, horizon, f"s{i}") for i in range(len(durations))]
    intervals = [
        model.new_fixed_size_interval_var(start, length, f"i{i}")
        for i, (start, length) in enumerate(zip(starts, durations))
    ]
    for before, after, lag in instance["links"]:
        model.add(starts[after] >= starts[before] + lag)
    for resource, capacity in enumerate(instance["capacities"]):
        used = [
            (intervals[i], demands[resource])
            for i, demands in enumerate(instance["demands"])
            if demands[resource] > 0
        ]
        if used:
            model.add_cumulative([u[0] for u in used], [u[1] for u in used], capacity)
    makespan = model.new_int_var(0, horizon, "makespan")
    for start, length in zip(starts, durations):
        model.add(makespan >= start + length)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = settings["seconds"]
    solver.parameters.num_workers = settings["workers"]
    solver.parameters.random_seed = settings["seed"]
    wall, cpu = time.monotonic(), time.process_time()
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {
        "makespan": int(solver.objective_value) if found else None,
        "bound": int(solver.best_objective_bound) if found else None,
        "optimal": status == cp_model.OPTIMAL,
        "wall": time.monotonic() - wall,
        "cpu": time.process_time() - cpu,
    }


def main():
    _, job, source, target = sys.argv
    if job != "solve":
        sys.exit(f"unknown job {job}")
    with open(source, encoding="utf-8") as file:
        settings = json.load(file)
    answers = [solve(instance, settings) for instance in settings["instances"]]
    with open(target, "w", encoding="utf-8") as file:
        json.dump(answers, file)


if __name__ == "__main__":
    main()
