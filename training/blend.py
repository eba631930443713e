"""A network between two: `python training/blend.py BEFORE.pt AFTER.pt --share 0.5 --out network.pt`.

Of one that learnt on from another, the mean of the two's weights keeps most of what was learnt and forgets less of what was
known (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="what the later one weighs, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    before, after = (torch.load(one, weights_only=True) for one in (args.before, args.after))
    for part in ("encoder", "scorer"):
        for name, value in after[part].items():
            after[part][name] = torch.lerp(before[part][name], value, args.share)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(after, args.out)


if __name__ == "__main__":
    main()
