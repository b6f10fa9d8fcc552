"""Writes a small folder in the form that retail.sh takes, with the oddities of real shops on purpose.

    small_folder.py DIR [--orders N] [--seed N] [--later DIR]

Orders of over 1,000 lines, single lines of 80,000 units, prices of 0.001, totals of 0.00, no country, guests, codes that differ
from an item only in case, codes that no item has, zero-rated destinations, two tax rates. Two of three orders were refunded since: a line in two parts,
or everything. With --later the second half of the orders has a folder of its own, and what was refunded of the first later stands there, too.
Made up; the same seed gives the same folders.
"""
import argparse
import json
import os
import random
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal as D
from email.utils import format_datetime


def money(amount):
    return str(amount.quantize(D("0.0001"), ROUND_HALF_UP))


def pence(amount):
    return amount.quantize(D("0.01"), ROUND_HALF_UP)


def tax_in(amount, rate):
    return pence(amount * rate / (1 + rate))


def line_of(line_id, order_id, sku, quantity, price, rate):
    total = price * quantity
    tax, unit_tax = tax_in(total, rate), tax_in(price, rate)
    return {"id": line_id, "order_id": order_id, "product_id": 1, "variant_id": 1, "order_address_id": order_id, "name": f"Article {sku}", "sku": sku,
            "type": "physical", "base_price": money(price), "price_ex_tax": money(price - unit_tax), "price_inc_tax": money(price), "price_tax": money(unit_tax),
            "base_total": money(total), "total_ex_tax": money(total - tax), "total_inc_tax": money(total), "total_tax": money(tax), "quantity": quantity,
            "quantity_shipped": 0, "quantity_refunded": 0, "is_refunded": False, "refund_amount": "0.0000", "return_id": 0, "parent_order_product_id": None,
            "is_bundled_product": False, "external_id": None, "applied_discounts": [], "product_options": [], "configurable_fields": []}


def tax_row(line, rate):
    return {"id": line["id"], "order_id": line["order_id"], "order_address_id": line["order_id"], "tax_rate_id": 1, "sales_tax_id": "1", "tax_class_id": 0,
            "name": f"UK VAT {(rate * 100).normalize():f} %" if rate else "Outside VAT", "class": "Default Tax Class", "rate": money(rate * 100), "priority": 0,
            "priority_amount": line["total_tax"], "line_amount": line["total_tax"], "order_pickup_method_id": 0, "order_product_id": str(line["id"]),
            "line_item_type": "item"}


def head_of(order_id, when, customer, country, code, lines):
    total, tax = sum(D(x["total_inc_tax"]) for x in lines), sum(D(x["total_tax"]) for x in lines)
    units, back = sum(x["quantity"] for x in lines), sum(D(x["refund_amount"]) for x in lines)
    status_id, status, payment = (10, "Completed", "captured") if not back else (4, "Refunded", "refunded") if all(x["is_refunded"] for x in lines) else (14, "Partially Refunded", "partially refunded")
    zero = {f"{a}_cost_{b}": "0.0000" for a in ("shipping", "handling", "wrapping") for b in ("ex_tax", "inc_tax", "tax")}
    return {"id": order_id, "customer_id": customer, "date_created": format_datetime(when), "date_modified": format_datetime(when), "date_shipped": "",
            "status_id": status_id, "status": status, "subtotal_ex_tax": money(total - tax), "subtotal_inc_tax": money(total), "subtotal_tax": money(tax),
            "base_shipping_cost": "0.0000", "base_handling_cost": "0.0000", "base_wrapping_cost": "0.0000", **zero, "total_ex_tax": money(total - tax),
            "total_inc_tax": money(total), "total_tax": money(tax), "is_tax_inclusive_pricing": True, "items_total": units, "items_shipped": 0,
            "payment_method": "Manual", "payment_provider_id": None, "payment_status": payment, "refunded_amount": money(back), "order_is_digital": False,
            "store_credit_amount": "0.0000", "gift_certificate_amount": "0.0000", "currency_id": 1, "currency_code": "GBP",
            "currency_exchange_rate": "1.0000000000", "default_currency_id": 1, "default_currency_code": "GBP", "staff_notes": None, "customer_message": None,
            "discount_amount": "0.0000", "coupon_discount": "0.0000", "shipping_address_count": 1, "is_deleted": False, "ebay_order_id": "0", "cart_id": None,
            "billing_address": {"first_name": "Ann", "last_name": str(customer or order_id), "company": "", "street_1": "", "street_2": "", "city": "", "state": "",
                                "zip": "", "country": country, "country_iso2": code, "phone": "", "email": f"buyer{customer or order_id}@example.com", "form_fields": []},
            "is_email_opt_in": False, "credit_card_type": None, "order_source": "external", "channel_id": 1, "external_source": "test", "external_id": None,
            "external_order_id": "", "external_merchant_id": None, "tax_provider_id": "", "customer_locale": "", "custom_status": status,
            "store_default_currency_code": "GBP", "store_default_to_transactional_exchange_rate": "1.0000000000"}


def given_back(number, lines):
    """The refunds of the n-th order: for each a list of (line, units). Lines with fractions of a penny are kept."""
    whole = [x for x in lines if D(x["price_inc_tax"]) and D(x["price_inc_tax"]) == pence(D(x["price_inc_tax"]))]
    if number % 3 == 1 or not whole:
        return []
    if number % 3 == 2:
        return [[(x, x["quantity"]) for x in whole]]
    half = (whole[0]["quantity"] + 1) // 2
    rest = [(whole[0], whole[0]["quantity"] - half)] + [(x, 1) for x in whole[1:2]]
    return [[(whole[0], half)], [(line, units) for line, units in rest if units]]


def refund_of(refund_id, when, parts, rate):
    """Notes it at the lines, too: a store shows orders as they stand after their refunds."""
    items, total, tax = [], D(0), D(0)
    for line, units in parts:
        amount = D(line["price_inc_tax"]) * units
        total, tax = total + amount, tax + tax_in(amount, rate)
        line["quantity_refunded"] += units
        line["is_refunded"] = line["quantity_refunded"] == line["quantity"]
        line["refund_amount"] = money(D(line["refund_amount"]) + amount)
        items.append({"item_type": "PRODUCT", "item_id": line["id"], "reason": "", "quantity": units, "requested_amount": float(amount)})
    return {"id": refund_id, "order_id": parts[0][0]["order_id"], "user_id": 0, "created": when.isoformat(), "reason": "", "total_amount": float(total),
            "total_tax": float(tax), "uses_merchant_override_values": False, "items": items,
            "payments": [{"id": refund_id, "provider_id": "custom", "amount": float(total), "offline": True, "is_declined": False, "declined_message": ""}]}


def contents(chance, number, codes):
    """(sku, quantity, price) of each line of the n-th order: the first few are the odd ones."""
    price = lambda: D(chance.randrange(1, 3000)) / 100
    some = lambda n: [(chance.choice(codes), chance.randrange(1, 13), price()) for _ in range(n)]
    odd = {0: lambda: some(1300), 1: lambda: [(codes[0], 80000, D("0.001"))], 2: lambda: [(codes[1], 1, D("0.001"))],
           3: lambda: [(codes[2], 80000, D("77.18"))], 4: lambda: [(codes[3], 10, D(0))], 5: lambda: [(codes[i], 3, D("0.335")) for i in range(3)],
           6: lambda: some(2) + [(codes[4].lower(), 2, price())], 7: lambda: [("POST", 1, D("18.00"))], 8: lambda: some(51)}
    return odd[number]() if number in odd else some(chance.randrange(1, 9))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--orders", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--later")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    codes = [f"{20000 + i}{letter}" for i in range(60) for letter in ("", "A", "B")]
    heads, products, taxes, refunds, late, line_id = [], [], [], [], [], 0
    begin = datetime(2011, 1, 1, 9, 0, tzinfo=timezone.utc)
    for number in range(given.orders):
        order_id, when = 500001 + number, begin + timedelta(minutes=47 * number)
        country, code = chance.choice([("United Kingdom", "GB")] * 6 + [("EIRE", "IE"), ("Unspecified", "")])
        rate = D(0) if code != "GB" else D("0.175") if when < datetime(2011, 1, 4, tzinfo=timezone.utc) else D("0.20")
        lines = []
        for sku, quantity, price in contents(chance, number, codes):
            line_id += 1
            lines.append(line_of(line_id, order_id, sku, quantity, price, rate))
        for turn, parts in enumerate(given_back(number, lines)):
            if given.later and turn == number % 2 and number < given.orders // 2:
                late.append((parts, rate))
            else:
                refunds.append(refund_of(len(refunds) + 1, when + timedelta(days=1, minutes=len(refunds)), parts, rate))
        heads.append(head_of(order_id, when, chance.choice([0, 0] + list(range(700, 720))), country, code, lines))
        products.append({"order_id": order_id, "products": lines})
        taxes.append({"order_id": order_id, "taxes": [tax_row(x, rate) for x in lines]})
    early = len(refunds)
    for parts, rate in late:
        refunds.append(refund_of(len(refunds) + 1, begin + timedelta(days=90, minutes=len(refunds)), parts, rate))
    items = [{"ItemCode": code, "ItemName": f"Article {code}", "ItemType": "itItems", "ItemsGroupCode": 100, "BarCode": None, "SalesItem": "tYES", "PurchaseItem": "tYES",
              "InventoryItem": "tYES", "Valid": "tYES", "Frozen": "tNO", "VatLiable": "tYES", "ManageSerialNumbers": "tNO", "ManageBatchNumbers": "tNO",
              "DefaultWarehouse": "01", "QuantityOnStock": 1000.0, "ItemPrices": [{"PriceList": 1, "Price": 1.0, "Currency": "GBP"}],
              "ItemWarehouseInfoCollection": [{"ItemCode": code, "WarehouseCode": "01", "InStock": 1000.0, "Committed": 0.0, "Ordered": 0.0, "MinimalStock": 0.0, "Locked": "tNO"}]}
             for code in codes]
    everything = {"orders": heads, "order_products": products, "order_taxes": taxes, "refunds": refunds}
    if not given.later:
        write(given.folder, codes, items, everything)
        return
    last = heads[given.orders // 2]["id"]
    is_first = {"refunds": lambda row: row["order_id"] < last and row["id"] <= early, "orders": lambda row: row["id"] < last}
    first = {name: [row for row in rows if is_first.get(name, lambda row: row["order_id"] < last)(row)] for name, rows in everything.items()}
    write(given.folder, codes, items, first)
    write(given.later, codes, items, {name: [row for row in rows if row not in first[name]] for name, rows in everything.items()})


def write(folder, codes, items, everything):
    os.makedirs(folder, exist_ok=True)
    for name, rows in everything.items():
        with open(os.path.join(folder, name + ".ndjson"), "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    with open(os.path.join(folder, "sap_items.json"), "w", encoding="utf-8") as file:
        json.dump({"value": items}, file)
    unknown = [line["order_id"] for row in everything["order_products"] for line in row["products"] if line["sku"] not in codes]
    refunds = everything["refunds"]
    refunded = [item for refund in refunds for item in refund["items"]]
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as file:
        json.dump({"orders": len(everything["orders"]), "quarantine": {"lines": len(unknown), "orders_touched": len(set(unknown))},
                   "refunds": {"matched": len(refunds), "matched_items": len(refunded), "matched_units": sum(item["quantity"] for item in refunded),
                               "matched_total_gbp": str(sum((pence(D(str(refund["total_amount"]))) for refund in refunds), D(0)))}}, file)


main()
