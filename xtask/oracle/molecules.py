"""Writes crates/concerted-molecule/tests/oracle.csv: what RDKit says of the structures listed here.

    python3 -m venv venv && venv/bin/pip install rdkit==2026.9.1
    venv/bin/python xtask/oracle/molecules.py > crates/concerted-molecule/tests/oracle.csv

The list is ours; every expected value is RDKit's. Pattern counts are unique by atom set.
"""

import csv
import sys

import rdkit
from rdkit import Chem, RDLogger
from rdkit.Chem import Crippen, Descriptors, rdCIPLabeler, rdFingerprintGenerator, rdMolDescriptors

PATTERNS = [
    ("aromatic_nitro", "[c][N+](=O)[O-]"),
    ("secondary_amine", "[NX3;H1;!$(N-C=[O,S,N]);!$(N-S(=O)=O);!$(N-N=O)]([#6])[#6]"),
    ("n_nitroso", "[NX3][NX2]=[OX1]"),
    ("sulfonate_ester", "[#6][SX4](=O)(=O)[OX2][CX4]"),
    ("alkyl_halide", "[CX4][Cl,Br,I]"),
    ("boronic", "[#6][BX3]([OX2])[OX2]"),
    ("ring_atom_in_two_rings", "[R2]"),
    ("hydroxyl", "[OX2H]"),
]

STRUCTURES = [
    # Sitagliptin, its salt and hydrate, and the structures around it
    "N[C@@H](CC(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F",
    "N[C@@H](CC(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F.OP(O)(O)=O.O",
    "[NH3+][C@@H](CC(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F.OP(O)([O-])=O.O",
    "O=C(CC(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F",
    "N/C(=C\\C(=O)N1CCn2c(C1)nnc2C(F)(F)F)Cc1cc(F)c(F)cc1F",
    "FC(F)(F)c1nnc2n1CCNC2",
    "Cl.FC(F)(F)c1nnc2n1CCNC2",
    "O=NN1CCn2c(C1)nnc2C(F)(F)F",
    "OC(=O)Cc1cc(F)c(F)cc1F",
    # Nitrosamines, nitrite, azide, hydrazines
    "CN(C)N=O",
    "CCN(CC)N=O",
    "O=NN1CCOCC1",
    "CN(N=O)CCCC(=O)O",
    "ON=O",
    "[Na+].[O-]N=O",
    "CC(C)(C)ON=O",
    "[Na+].[N-]=[N+]=[N-]",
    "[N-]=[N+]=NCc1ccccc1",
    "NN",
    "CNN.Cl",
    "N#[N+]c1ccccc1",
    "N#[N+]c1ccccc1.F[B-](F)(F)F",
    # Nitroarenes, anilines, hydroxylamines, N-oxides
    "Cc1ccc(cc1)N(=O)=O",
    "Nc1ccc(cc1)[N+](=O)[O-]",
    "ONc1ccccc1",
    "C[N+]1([O-])CCOCC1",
    "c1cc[n+]([O-])cc1",
    # Sulfonates, sulfonic acids, alkylating agents, acyl halides
    "CS(=O)(=O)OC(C)C",
    "COS(=O)(=O)c1ccc(C)cc1",
    "CS(=O)(=O)O",
    "[Na+].CS(=O)(=O)[O-]",
    "COS(=O)(=O)OC",
    "CS(=O)(=O)Cl",
    "CC(C)Cl",
    "BrCCBr",
    "CI",
    "O=C(Cl)C(=O)Cl",
    "C1CO1",
    "ClCC1CO1",
    # Solvents
    "C1CCOC1",
    "CC1CCCO1",
    "CN(C)C=O",
    "CN1CCCC1=O",
    "CS(C)=O",
    "CC#N",
    "ClCCl",
    "CC(=O)OC(C)C",
    "COC(C)(C)C",
    "Cc1ccccc1",
    "O",
    "CO",
    # Acids, bases, couplings, protecting groups
    "CC(C)(C)OC(=O)OC(=O)OC(C)(C)C",
    "CC(C)(C)OC(=O)NCC(=O)O",
    "[K+].[K+].[O-]C([O-])=O",
    "CCN(C(C)C)C(C)C",
    "C1CCC2=NCCCN2CC1",
    "CCN=C=NCCCN(C)C.Cl",
    "On1nnc2ccccc12",
    "CN(C)C(On1nnc2cccnc12)=[N+](C)C.F[P-](F)(F)(F)(F)F",
    "O=S(Cl)Cl",
    "O=P(Cl)(Cl)Cl",
    "OC(=O)C(F)(F)F",
    # Boron, silicon, hydrides, metals
    "OB(O)c1ccccc1",
    "CC1(C)OB(OC1(C)C)c1ccncc1",
    "C[Si](C)(C)Cl",
    "[Na+].[BH4-]",
    "[Li+].[AlH4-]",
    "[Pd]",
    "[Rh+3].[Cl-].[Cl-].[Cl-]",
    "CC(=O)[O-].CC(=O)[O-].[Pd+2]",
    "c1ccc(cc1)P(c1ccccc1)c1ccccc1",
    # Zwitterions, stereochemistry, isotopes, charges, fused and bridged rings
    "C[C@H]([NH3+])C([O-])=O",
    "C[C@@H](O)[C@H](N)C(=O)O",
    "OC(=O)/C=C/C(=O)O",
    "OC(=O)/C=C\\C(=O)O",
    "[2H]C([2H])([2H])S(=O)C([2H])([2H])[2H]",
    "[13CH3][15NH2]",
    "C[N+](C)(C)CCO.[Cl-]",
    "C1C2CC3CC1CC(C2)C3",
    "C12C3C4C1C5C2C3C45",
    "Cn1c(=O)c2c(ncn2C)n(C)c1=O",
    "CC(=O)Nc1ccc(O)cc1",
    "CN1[C@H]2CC[C@@H]1C[C@@H](C2)OC(=O)C(CO)c1ccccc1",
    "c1ccc2c(c1)[nH]c1ccccc12",
    "O=c1[nH]cnc2[nH]cnc12",
    "Clc1ccc2Oc3ccccc3N=C(N3CCNCC3)c2c1",
    "OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O",
]


def hill(mol):
    """Hill order by the book; RDKit's own text puts hydrogen first even where there is no carbon."""
    counts = {}
    for atom in Chem.AddHs(mol).GetAtoms():
        counts[atom.GetSymbol()] = counts.get(atom.GetSymbol(), 0) + 1
    first = [symbol for symbol in ("C", "H") if "C" in counts and symbol in counts]
    order = first + sorted(symbol for symbol in counts if symbol not in first)
    return "".join(symbol + (str(counts[symbol]) if counts[symbol] > 1 else "") for symbol in order)


def main():
    RDLogger.DisableLog("rdApp.*")
    out = sys.stdout
    out.write(f"# RDKit {rdkit.__version__}; written by xtask/oracle/molecules.py, not by hand\n")
    for name, smarts in PATTERNS:
        out.write(f"# pattern {name} {smarts}\n")
    writer = csv.writer(out, lineterminator="\n")
    head = ["smiles", "canonical", "formula", "charge", "molar_mass", "tpsa", "rings", "heavy_atoms"]
    head += ["donors", "acceptors", "log_p", "morgan_2_2048_sum", "morgan_2_2048_places", "cip"]
    writer.writerow(head + [name for name, _ in PATTERNS])
    queries = [Chem.MolFromSmarts(smarts) for _, smarts in PATTERNS]
    morgan = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)
    for smiles in STRUCTURES:
        mol = Chem.MolFromSmiles(smiles)
        assert mol is not None, smiles
        counts = morgan.GetCountFingerprint(mol).GetNonzeroElements()
        labeled = Chem.Mol(mol)
        rdCIPLabeler.AssignCIPLabels(labeled)
        cip = [(a.GetIdx(), a.GetProp("_CIPCode")) for a in labeled.GetAtoms() if a.HasProp("_CIPCode")]
        writer.writerow(
            [
                smiles,
                Chem.MolToSmiles(mol),
                hill(mol),
                Chem.GetFormalCharge(mol),
                f"{Descriptors.MolWt(mol):.3f}",
                f"{Descriptors.TPSA(mol):.2f}",
                rdMolDescriptors.CalcNumRings(mol),
                mol.GetNumHeavyAtoms(),
                rdMolDescriptors.CalcNumHBD(mol),
                rdMolDescriptors.CalcNumHBA(mol),
                f"{Crippen.MolLogP(mol):.4f}",
                sum(counts.values()),
                sum(place * count for place, count in counts.items()),
                " ".join(f"{atom}{label}" for atom, label in cip),
            ]
            + [len(mol.GetSubstructMatches(query)) for query in queries]
        )


if __name__ == "__main__":
    main()
