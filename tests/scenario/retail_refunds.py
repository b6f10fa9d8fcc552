"""Compares the credit memos of the sandbox company with the refunds of the folder that it was loaded from.

    retail_refunds.py WORK CONTROL_URL FOLDER [FOLDERS...]     WORK holds documents.json and exceptions.json; FOLDERS: all that were loaded

What must be credited is worked out here from the folder alone: a refund of an order that was posted ends as memos of exactly its amount; one of an
order that is held waits behind it; one of an order that the store does not show is told to finance. Exit 1 if there is any difference.
"""
import json
import os
import sys
import urllib.error
import urllib.request
from decimal import ROUND_HALF_UP, Decimal as D


def pence(amount):
    return D(str(amount)).quantize(D("0.01"), ROUND_HALF_UP)


def memos_of(control):
    """All credit memos, by their numbers until there is none."""
    entry = 1
    while True:
        try:
            with urllib.request.urlopen(f"{control}/b1/documents/CreditNotes/{entry}", timeout=60) as answer:
                yield json.loads(answer.read(), parse_float=D)
        except urllib.error.HTTPError:
            return
        entry += 1


def main():
    work, control, folder, *folders = sys.argv[1:]
    path = os.path.join(folder, "refunds.ndjson")
    if not os.path.exists(path):
        print("the folder has no refunds")
        return 0
    read = lambda base, name: json.load(open(os.path.join(base, name), encoding="utf-8"), parse_float=D)
    rows = lambda base, name: [json.loads(line, parse_float=D) for line in open(os.path.join(base, name), encoding="utf-8")] if os.path.exists(os.path.join(base, name)) else []
    refunds = rows(folder, "refunds.ndjson")
    shown = {order["id"] for one in folders or [folder] for order in rows(one, "orders.ndjson")}
    others = {f"refund:shop:{refund['id']}" for one in folders for refund in rows(one, "refunds.ndjson")} - {f"refund:shop:{refund['id']}" for refund in refunds}
    documents = read(work, "documents.json")
    documents = documents if isinstance(documents, list) else documents["orders"]
    orders = {one["U_LL_Key"]: one for one in documents}
    waiting = {one["source_key"]: one for one in read(work, "exceptions.json") if one["type"] == "refund"}
    expected = read(folder, "expected.json")["refunds"]
    problems = []

    credited, based, alone = {}, 0, 0
    for memo in memos_of(control):
        key = memo["U_LL_Key"].split("+")[0]
        credited.setdefault(key, []).append(memo)
        for line in memo["DocumentLines"]:
            if line["BaseType"] == 13:
                based += 1
            else:
                alone += 1
            if line["WithoutInventoryMovement"] != "tYES" and memo["DocType"] == "dDocument_Items":
                problems.append(f"memo {memo['DocNum']}: a line moves stock, and no goods came back")

    memos = held = unknown = units = items = 0
    memo_total = held_total = unknown_total = D(0)
    by_order = {}
    for refund in refunds:
        key, total = f"refund:shop:{refund['id']}", pence(refund["total_amount"])
        items += len(refund["items"])
        units += sum(int(item["quantity"]) for item in refund["items"])
        order = orders.get(f"order:shop:{refund['order_id']}")
        found = credited.pop(key, [])
        if total == 0:
            if found:
                problems.append(f"refund {refund['id']} gives back nothing and has a memo")
            continue
        if order is None:
            is_shown = refund["order_id"] in shown
            if is_shown:
                held += 1
                held_total += total
            else:
                unknown += 1
                unknown_total += total
            if found:
                problems.append(f"refund {refund['id']} is credited, and its order {refund['order_id']} is not posted")
            wanted, code = "REFUND_WAITS_FOR_ORDER" if is_shown else "MESSAGE_REFUSED", waiting.get(str(refund["id"]), {}).get("code")
            if code != wanted:
                problems.append(f"refund {refund['id']} of order {refund['order_id']} should be held as {wanted}, and is {code}")
            continue
        booked = sum((D(str(memo["DocTotal"])) for memo in found), D(0))
        if booked != total:
            why = waiting.get(str(refund["id"]), {})
            problems.append(f"refund {refund['id']} of order {refund['order_id']} gives back {total}, and {booked} is credited ({why.get('code', '')} {why.get('title', '')})")
        memos += 1
        memo_total += booked
        place = by_order.setdefault(refund["order_id"], [pence(order["DocTotal"]), D(0), D(0)])
        place[1] += booked
        place[2] += total
    problems += [f"a memo with the key {key} belongs to no refund" for key in credited if key not in others]
    for order, (sold, back, stated) in by_order.items():
        if back > sold:
            problems.append(f"order {order}: {back} is credited, {sold} was sold")
        if back != stated:
            problems.append(f"order {order}: {back} is credited, the store gave back {stated}")
    at_zero = sum(1 for sold, back, _ in by_order.values() if sold == back)

    figures = [("refunds of orders", expected["matched"], memos + held + unknown), ("items refunded", expected["matched_items"], items), ("units refunded", expected["matched_units"], units),
               ("total of the refunds", D(str(expected["matched_total_gbp"])), memo_total + held_total + unknown_total)]
    for what, wanted, got in figures:
        if wanted != got:
            problems.append(f"{what}: expected {wanted}, found {got}")
    for problem in problems[:40]:
        print("DIFFERENCE", problem)
    if len(problems) > 40:
        print(f"... and {len(problems) - 40} more differences")
    for what, wanted, got in figures:
        print(f"{what:52} expected {wanted!s:>14}   found {got!s:>14}")
    for what, got in [("refunds credited", memos), ("credited in all", memo_total), ("refunds that wait for their order", held), ("that wait, in all", held_total), ("refunds of orders that the store does not show", unknown), ("in all", unknown_total), ("memo lines based on an open invoice", based),
                      ("memo lines of their own", alone), ("orders that end at zero", at_zero)]:
        print(f"{what:52} {'':23}   found {got!s:>14}")
    print("every refund is equal" if not problems else f"{len(problems)} differences")
    return 1 if problems else 0


sys.exit(main())
