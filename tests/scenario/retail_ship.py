"""What the warehouse and the office do after the orders were posted: of six orders two are delivered, invoiced and paid, two are invoiced and open, one is
delivered only, one waits.

    retail_ship.py CONTROL_URL [--after ENTRY] [--last-out FILE]     orders after this DocEntry; the last one's is written to FILE
"""
import argparse
import json
import urllib.request


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("control")
    parser.add_argument("--after", type=int, default=0)
    parser.add_argument("--last-out")
    given = parser.parse_args()
    control = given.control

    def ask(method, path, body=None):
        request = urllib.request.Request(control + path, method=method, data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    orders = ask("GET", "/b1/orders")
    orders = orders if isinstance(orders, list) else orders["orders"]
    counts = {}

    def done(what):
        counts[what] = counts.get(what, 0) + 1

    for order in sorted(orders, key=lambda one: int(one["DocEntry"])):
        entry = int(order["DocEntry"])
        if entry <= given.after:
            continue
        place = f"/b1/documents/Orders/{entry}"
        turn = entry % 6
        if turn in (0, 1):
            delivery = ask("POST", place + "/deliver")["doc_entry"]
            invoice = ask("POST", f"/b1/documents/DeliveryNotes/{delivery}/invoice")["doc_entry"]
            if str(order["DocTotal"]) not in ("0", "0.0", "0.00"):
                ask("POST", f"/b1/documents/Invoices/{invoice}/pay")
            done("delivered, invoiced and paid")
        elif turn in (2, 3):
            ask("POST", place + "/invoice")
            done("invoiced, not paid")
        elif turn == 4:
            ask("POST", place + "/deliver")
            done("delivered only")
        else:
            done("waiting")
    if given.last_out:
        with open(given.last_out, "w", encoding="utf-8") as file:
            file.write(str(max([given.after] + [int(order["DocEntry"]) for order in orders])))
    for what, count in sorted(counts.items()):
        print(f"orders {what:45} {count:>6}")


main()
