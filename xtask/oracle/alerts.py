"""What RDKit says of the alerts: decisions for `cargo xtask oracle`, seconds for `cargo xtask bench-screen`.

    alerts.py decide INPUT OUTPUT
    alerts.py time INPUT OUTPUT

INPUT is JSON: "smarts" (list), "alerts" (id, patterns, exemptions: numbers into "smarts"), "smiles" (list).
A match of a pattern counts unless the first atom of some exemption's match is its first atom.
"""

import json
import sys
import time

from rdkit import Chem, RDLogger, __version__


def alert_atoms(molecule, alert, queries):
    matches = [match for number in alert["patterns"] for match in molecule.GetSubstructMatches(queries[number])]
    if not matches:
        return []
    exempt = {match[0] for number in alert["exemptions"] for match in molecule.GetSubstructMatches(queries[number])}
    return sorted({atom for match in matches if match[0] not in exempt for atom in match})


def decide(given, queries):
    rows = []
    for smiles in given["smiles"]:
        molecule = Chem.MolFromSmiles(smiles)
        if molecule is None:
            rows.append(None)
            continue
        found = [[alert["id"], alert_atoms(molecule, alert, queries)] for alert in given["alerts"]]
        rows.append(
            {
                "smarts": "".join("1" if molecule.HasSubstructMatch(query) else "0" for query in queries),
                "alerts": [[name, atoms] for name, atoms in found if atoms],
            }
        )
    return {"version": __version__, "rows": rows}


def seconds(given, queries):
    rounds = [one_round(given, queries) for _ in range(3)]
    return rounds[0] | {part: min(one[part] for one in rounds) for part in ("parsing", "alerts")}


def one_round(given, queries):
    start = time.process_time()
    molecules = [Chem.MolFromSmiles(smiles) for smiles in given["smiles"]]
    parsing = time.process_time() - start
    molecules = [molecule for molecule in molecules if molecule is not None]
    start = time.process_time()
    hits = sum(bool(alert_atoms(molecule, alert, queries)) for molecule in molecules for alert in given["alerts"])
    return {
        "version": __version__,
        "molecules": len(molecules),
        "parsing": parsing,
        "alerts": time.process_time() - start,
        "hits": hits,
    }


def main():
    RDLogger.DisableLog("rdApp.*")
    job, source, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        given = json.load(file)
    queries = [Chem.MolFromSmarts(smarts) for smarts in given["smarts"]]
    unread = [smarts for smarts, query in zip(given["smarts"], queries) if query is None]
    if unread:
        sys.exit(f"RDKit does not read {unread}")
    answer = {"decide": decide, "time": seconds}[job](given, queries)
    with open(target, "w", encoding="utf-8") as file:
        json.dump(answer, file)


main()
