"""Schedule risk in numpy: what the simulation of `concerted-schedule` is timed against.

    python schedule_risk.py time INPUT.json OUTPUT.json

A forward pass over the links, vectorised over samples, and a backward pass for criticality. The input has `samples`,
`likely` (durations) and, for each activity, the earlier ones in `before`; durations are triangular from 0.7 to 2 times the
likely one. The answer has activity-samples per millisecond of CPU, with and without criticality, and the mean finish.
"""

import json
import sys
import time

import numpy as np


def simulate(likely, before, samples, explain):
    """Finish of each sample, and the share of samples in which each activity drives it."""
    draw = np.random.default_rng(1)
    starts, finishes = [], []
    for own, mode in zip(before, likely):
        start = np.zeros(samples)
        for source in own:
            np.maximum(start, finishes[source], out=start)
        work = np.floor(draw.triangular(0.7 * mode, mode, 2.0 * mode, samples) + 0.5)
        starts.append(start)
        finishes.append(start + work)
    end = np.maximum.reduce(finishes)
    if not explain:
        return end, None
    critical = [finish == end for finish in finishes]
    for to in range(len(likely) - 1, -1, -1):
        for source in before[to]:
            critical[source] |= critical[to] & (finishes[source] == starts[to])
    return end, [marked.mean() for marked in critical]


def speed(likely, before, samples, explain):
    """Activity-samples per millisecond of CPU, the best of five runs."""
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        end, _ = simulate(likely, before, samples, explain)
        best = min(best, time.process_time() - begun)
    return len(likely) * samples / best / 1_000.0, float(end.mean())


def main():
    _, job, source, target = sys.argv
    if job != "time":
        sys.exit(f"unknown job {job}")
    with open(source, encoding="utf-8") as file:
        asked = json.load(file)
    given = asked["likely"], asked["before"], asked["samples"]
    plain, mean = speed(*given, False)
    explained, _ = speed(*given, True)
    answer = {
        "activity_samples_per_ms": plain,
        "with_criticality_per_ms": explained,
        "mean_finish": mean,
    }
    with open(target, "w", encoding="utf-8") as file:
        json.dump(answer, file)


if __name__ == "__main__":
    main()
