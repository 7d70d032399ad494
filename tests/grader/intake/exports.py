"""Made archives, named as the platforms name what they export."""

import json
import zipfile

NAME = "p9_tiny"


def notebook(*answers):
    """A notebook with this many answers to the made assignment, told apart by their text."""
    ids, kinds = ("answer", "words"), ("code", "markdown")
    cells = [
        {"id": i, "cell_type": kind, "metadata": {"nbgrader": {"grade_id": i}}, "source": answer}
        for i, kind, answer in zip(ids, kinds, answers, strict=False)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def archive(path, files):
    """Write a zip; a value that is a dict is a zip within it."""
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            if isinstance(data, dict):
                with made.open(name, "w") as inner:
                    archive(inner, data)
            else:
                made.writestr(name, data)
    return path


METADATA = """---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '4711'
    :email: ada@example.org
  :created_at: 2026-11-20 22:30:00.186000000 Z
  :score: 5.0
  :results: !ruby/object:Hash
    tests: []
submission_2:
  :submitters:
  - :name: Bob O'Neill
    :sid:
    :email: bob@example.org
  - :name: Cyd Ünal
    :sid: '4713'
    :email: cyd@example.org
  :created_at: 2026-11-21 00:00:00.000000000 +02:00
"""

ADA, BOB, CYD = (notebook(f"of {name}") for name in ("Ada", "Bob", "Cyd"))
RECEIPT = "Name: {} ({})\nAssignment: P 9\nDate Submitted: Friday, November 20, 2026 11:30:00 PM\n\nComments:\n{}\n"
EXPORTS = {
    "moodle, in folders": (
        {
            "Ada Lovelace_4711_assignsubmission_file/work.ipynb": ADA,
            "Bob O'Neill_4712_assignsubmission_file_/deep/p9 (1).IPYNB": BOB,
            "Bob O'Neill_4712_assignsubmission_onlinetext_/onlinetext.html": b"<p>see the file</p>",
            "Cyd Ünal_4713_assignsubmission_file_/x.ipynb": CYD,
        },
        {"4711": ADA, "4712": BOB, "4713": CYD},
    ),
    "moodle, flat": (
        {
            "Group A-Ada Lovelace_4711_assignsubmission_file_work.ipynb": ADA,
            "Bob O'Neill_4712_assignsubmission_file_Ada Lovelace_4711_assignsubmission_file_work.ipynb": BOB,
            "Cyd Ünal_4713_assignsubmission_file_1_2_work.ipynb": CYD,
        },
        {"4711": ADA, "4712": BOB, "4713": CYD},
    ),
    "moodle, blind": (
        {f"Participant_{n}_assignsubmission_file_/x.ipynb": one for n, one in ((4711, ADA), (4712, BOB))},
        {"4711": ADA, "4712": BOB},
    ),
    "canvas": (
        {
            "lovelaceada_1042_33871_work.ipynb": notebook("first", "of Ada"),
            "lovelaceada_1042_33990_work-1.ipynb": ADA,
            "o_neillbob_LATE_1043_33872_Eve_4711_assignsubmission_file_work.ipynb": BOB,
            "ünalcyd_1044_33873_9_9_work.ipynb": CYD,
        },
        {"1042": ADA, "1043": BOB, "1044": CYD},
    ),
    "canvas, anonymous": (
        {"anon_Xy1Zw_33871_work.ipynb": ADA, "LATE_anon_Ab2Cd_33872_work.ipynb": BOB},
        {"anon_Xy1Zw": ADA, "anon_Ab2Cd": BOB},
    ),
    "gradescope": (
        {
            "assignment_99_export/submission_metadata.yml": METADATA,
            "assignment_99_export/submission_1/work.ipynb": ADA,
            "assignment_99_export/submission_2/sub/work.ipynb": BOB,
        },
        {"4711": ADA, "bob@example.org": BOB, "4713": BOB},
    ),
    "blackboard": (
        {
            "P 9_s_ada_attempt_2026-11-20-23-30-00.txt": RECEIPT.format("Ada Lovelace", "s_ada", "Name: Bob (s_bob)"),
            "P 9_s_ada_attempt_2026-11-20-23-30-00_work.ipynb": ADA,
            "P 9_s_ada_attempt_2026-11-19-10-00-00.txt": RECEIPT.format("Ada Lovelace", "s_ada", ""),
            "P 9_s_ada_attempt_2026-11-19-10-00-00_work.ipynb": notebook("first", "of Ada"),
            "P 9_s_bob_attempt_2026-11-20-23-31-00.txt": RECEIPT.format("Bob O'Neill", "s_bob", ""),
            "P 9_s_bob_attempt_2026-11-20-23-31-00_P 9_s_ada_attempt_2027-01-01-00-00-00_x.ipynb": BOB,
        },
        {"s_ada": ADA, "s_bob": BOB},
    ),
    "blackboard, an assignment with numbers": (
        {
            f"HW_3_4_{who}_attempt_2026-11-20-23-30-00{rest}": data
            for who, one in (("ada", ADA), ("bob", BOB))
            for rest, data in ((".txt", RECEIPT.format(who, who, "")), ("_work.ipynb", one))
        },
        {"ada": ADA, "bob": BOB},
    ),
    "canvas, names of Blackboard and Moodle": (
        {
            "lovelaceada_1042_33871_P_bob_attempt_2026-11-20-23-30-00_work.ipynb": ADA,
            "lovelaceada_1042_33874_P_bob_attempt_2026-11-20-23-30-00.txt": b"Name: Bob (bob)",
            "oneillbob_1043_33872_Eve_4711_assignsubmission_file_work.ipynb": BOB,
        },
        {"1042": ADA, "1043": BOB},
    ),
    "blackboard, no receipts": (
        {
            "P_9_ada_attempt_2026-11-20-23-30-00_work.ipynb": ADA,
            "P_9_bob_attempt_2026-11-20-23-31-00_work.ipynb": BOB,
        },
        {"ada": ADA, "bob": BOB},
    ),
    "brightspace, in folders": (
        {
            "index.html": b"<html>",
            "51-998 - Ada Lovelace - Nov 19, 2026 1100 AM/work.ipynb": notebook("first", "of Ada"),
            "51-998 - Ada Lovelace - Nov 20, 2026 1130 PM/work.ipynb": ADA,
            "52-998 - Bob O-Neill- 20 November, 2026 16.08/x - Nov 21, 2027 900 AM - y.ipynb": BOB,
        },
        {"51": ADA, "52": BOB},
    ),
    "brightspace, flat": (
        {
            "51-998 - Ada Lovelace- Nov 20, 2026 1130 PM - work.ipynb": ADA,
            "52-998 - Bob O-Neill- Nov 20, 2026 408 PM - 51-998 - Ada Lovelace- Nov 21, 2026 900 AM - w.ipynb": BOB,
        },
        {"51": ADA, "52": BOB},
    ),
}
