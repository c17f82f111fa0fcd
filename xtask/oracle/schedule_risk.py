"""Schedule risk in numpy: what the simulation of `concerted-schedule` is timed against.

A forward pass over the links, vectorised over samples, and a backward pass for criticality; the network is made up by the
same recipe as `benches/simulation.rs` (200 activities, 390 links at most twenty places long, triangular durations).
Prints one line of JSON: activity-samples per millisecond of CPU, with and without criticality, and the mean finish.
"""

import json
import random
import sys
import time

import numpy as np


def network(activities, links):
    """Likely durations, and for each activity those before it."""
    pick = random.Random(1)
    likely = [20 + pick.randrange(80) for _ in range(activities)]
    before = [set() for _ in range(activities)]
    laid = 0
    while laid < links:
        to = 1 + pick.randrange(activities - 1)
        source = to - 1 - pick.randrange(min(to, 20))
        if source not in before[to]:
            before[to].add(source)
            laid += 1
    return likely, [sorted(own) for own in before]


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
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    likely, before = network(200, 390)
    plain, mean = speed(likely, before, samples, False)
    explained, _ = speed(likely, before, samples, True)
    print(
        json.dumps(
            {
                "samples": samples,
                "activity_samples_per_ms": round(plain),
                "with_criticality_per_ms": round(explained),
                "mean_finish": mean,
            }
        )
    )


if __name__ == "__main__":
    main()
