"""Compares what the sandbox company holds after a run with the folder that it was loaded from, order by order.

    retail_compare.py WORK FOLDER [FOLDERS...]     WORK holds documents.json, exceptions.json and groups.json; FOLDERS: all that were loaded

What must be posted is worked out here from the folder alone: an order whose every code is in the item master. Amounts are
exact decimals. Prints the differences, then the figures; exit 1 if there is any difference.
"""
import json
import os
import sys
from decimal import ROUND_HALF_UP, Decimal as D


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line, parse_float=D)


def pence(amount):
    return amount.quantize(D("0.01"), ROUND_HALF_UP)


def main():
    work, folder, *folders = sys.argv[1:]
    read = lambda base, name: json.load(open(os.path.join(base, name), encoding="utf-8"), parse_float=D)
    items_of = lambda one: {item["ItemCode"] for item in read(one, "sap_items.json")["value"]}
    items = set().union(*map(items_of, folders or [folder]))
    only_own_items = items == items_of(folder)
    expected = read(folder, "expected.json")
    documents = read(work, "documents.json")
    documents = documents if isinstance(documents, list) else documents["orders"]
    exceptions, groups = read(work, "exceptions.json"), read(work, "groups.json")
    problems = []

    by_key = {}
    for document in documents:
        by_key.setdefault(document["U_LL_Key"], []).append(document)
    for key, twins in by_key.items():
        if len(twins) > 1:
            problems.append(f"{len(twins)} documents carry the key {key}")

    fold = lambda text: "".join(c for c in text.lower() if c not in " -_./")
    unknown_lines = orders = posted = tax_differs = 0
    posted_total = posted_tax = store_total = tax_difference = D(0)
    held_expected = set()
    heads = {order["id"]: order for order in lines_of(os.path.join(folder, "orders.ndjson"))}
    folded = {}
    for code in items:
        folded.setdefault(fold(code), code)
    products = {row["order_id"]: row["products"] for one in folders or [folder] for row in lines_of(os.path.join(one, "order_products.ndjson"))}
    all_bad = [line for lines in products.values() for line in lines if line["sku"] not in items]
    for row in lines_of(os.path.join(folder, "order_products.ndjson")):
        order, number = heads[row["order_id"]], str(row["order_id"])
        orders += 1
        bad = [line for line in row["products"] if line["sku"] not in items]
        unknown_lines += len(bad)
        found = by_key.pop(f"order:shop:{number}", [])
        if bad:
            held_expected.add(number)
            if found:
                problems.append(f"order {number} was posted although {bad[0]['sku']} is not in the item master")
            continue
        if not found:
            problems.append(f"order {number} was not posted")
            continue
        posted += 1
        document = found[0]
        total, tax = pence(D(order["total_inc_tax"])), pence(D(order["total_tax"]))
        store_total += total
        posted_total += D(document["DocTotal"])
        posted_tax += D(document["VatSum"])
        if D(document["DocTotal"]) != total:
            problems.append(f"order {number}: {document['DocTotal']} is booked, the store's total is {total}")
        # The ERP takes tax out of whole pennies; where the store sells fractions of one, the two round differently and the
        # engine says so in the order's history. Everywhere else the tax must be the store's.
        whole = all(D(line["total_inc_tax"]) == pence(D(line["total_inc_tax"])) for line in row["products"])
        if D(document["VatSum"]) != tax and not whole:
            tax_differs += 1
            tax_difference += D(document["VatSum"]) - tax
        elif D(document["VatSum"]) != tax:
            problems.append(f"order {number}: a tax of {document['VatSum']} is booked, the store's tax is {tax}")
        if "Lines" in document and int(document["Lines"]) != len(row["products"]):
            problems.append(f"order {number}: {document['Lines']} lines are booked, the store has {len(row['products'])}")
    others = {str(order["id"]) for one in folders for order in lines_of(os.path.join(one, "orders.ndjson"))} - {str(number) for number in heads}
    problems += [f"a document with the key {key} belongs to no order" for key in by_key if key.removeprefix("order:shop:") not in others]

    all_held = [exception for exception in exceptions if exception["type"] == "order"]
    held = {exception["source_key"] for exception in all_held} - others
    problems += [f"order {number} should be held and is not" for number in sorted(held_expected - held)]
    problems += [f"order {number} is held and should not be" for number in sorted(held - held_expected)]
    problems += [f"exception {e['id']} ({e['code']}) has no owner" for e in exceptions if not e["team"]]
    findings = {}
    for group in groups:
        findings[group["code"]] = findings.get(group["code"], 0) + group["findings"]
    near_found, unknown_found = findings.get("SKU_NEAR_MATCH", 0), findings.get("SKU_NOT_FOUND", 0)

    # What another folder brought into the item master is no longer unknown, as the folder's own figures have it.
    quarantine = expected["quarantine"] if only_own_items else {"lines": unknown_lines, "orders_touched": len(held_expected)}
    figures = [("orders in the store", expected["orders"], orders),
               ("orders posted", expected["orders"] - quarantine["orders_touched"], posted),
               ("total posted", store_total, posted_total),
               ("orders held", quarantine["orders_touched"], len(held)),
               ("lines with a code that is not in the item master", len(all_bad), near_found + unknown_found),
               ("of them shown with a near match", sum(fold(line["sku"]) in folded for line in all_bad), near_found)]
    for what, wanted, got in figures:
        if wanted != got:
            problems.append(f"{what}: expected {wanted}, found {got}")
    if unknown_lines != quarantine["lines"]:
        problems.append(f"the folder's own figures disagree: {unknown_lines} unknown lines, expected.json says {quarantine['lines']}")

    for problem in problems[:40]:
        print("DIFFERENCE", problem)
    if len(problems) > 40:
        print(f"... and {len(problems) - 40} more differences")
    for what, wanted, got in figures:
        print(f"{what:52} expected {wanted!s:>14}   found {got!s:>14}")
    print(f"{'tax posted':52} {'':23}   found {posted_tax!s:>14}")
    if tax_differs:
        print(f"{'orders of fractions of a penny whose tax rounds otherwise':52} {tax_differs} ({tax_difference} in all)")
    print("everything is equal" if not problems else f"{len(problems)} differences")
    return 1 if problems else 0


sys.exit(main())
