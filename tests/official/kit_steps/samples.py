"""What the steps of the compatibility kit's samples do, in our vocabulary."""

from ezconform.protocol.values import Capability
from ezconform.vocabulary import DataTable, DocString, Lab, Number, Quoted, check, given, then, when


@given("I have {count} cukes in my belly")
@given("I have {count} <![CDATA[cukes]]> in my belly")
def eaten(lab: Lab, count: Number) -> None:
    lab.memory["count"] = count


@given("an order for {what}")
def order(lab: Lab, what: Quoted) -> None:
    lab.memory["order"] = what


@when("an action")
@then("an outcome")
@given("a step that is used")
@given("a step that is not used")
@given("a step that does not skip")
@given("a step that is skipped")
def nothing(lab: Lab) -> None: ...


@given("I skip a step")
def skip(lab: Lab) -> None:
    lab.need(Capability.REXX)


@given("a doc string:")
def text(lab: Lab, text: DocString) -> None:
    lab.memory["text"] = text


@when("the following table is transposed:")
def transpose(lab: Lab, table: DataTable) -> None:
    lab.memory["table"] = list(zip(*table.raw, strict=True))


@then("it should be:")
def should_be(lab: Lab, table: DataTable) -> None:
    check.equal("the table", [tuple(row) for row in table.raw], lab.memory["table"])


@given("there are {start} cucumbers")
def cucumbers(lab: Lab, start: Number) -> None:
    lab.memory["count"] = start


@given("there are {many} friends")
def friends(lab: Lab, many: Number) -> None:
    lab.memory["friends"] = many


@when("I eat {many} cucumbers")
def eat(lab: Lab, many: Number) -> None:
    lab.memory["count"] -= many


@then("I should have {left} cucumbers")
def left_over(lab: Lab, left: Number) -> None:
    check.equal("the cucumbers", left, lab.memory["count"])


@then("each person can eat {share} cucumbers")
def each(lab: Lab, share: Number) -> None:
    check.equal("the share", share, lab.memory["count"] // (1 + lab.memory["friends"]))


@given("the customer has {money} cents")
def customer(lab: Lab, money: Number) -> None:
    lab.memory["money"] = money


@given("there are chocolate bars in stock")
def stock(lab: Lab) -> None:
    lab.memory["stock"] = 1


@given("there are no chocolate bars in stock")
def no_stock(lab: Lab) -> None:
    lab.memory["stock"] = 0


@when("the customer tries to buy a {price} cent chocolate bar")
def buy(lab: Lab, price: Number) -> None:
    lab.memory["sold"] = lab.memory["money"] >= price and lab.memory["stock"] > 0


@then("the sale should not happen")
def no_sale(lab: Lab) -> None:
    check.equal("the sale", expected=False, actual=lab.memory["sold"])


@then("the sale should happen")
def sale(lab: Lab) -> None:
    check.equal("the sale", expected=True, actual=lab.memory["sold"])


@when("a step throws an exception")
def throw(lab: Lab) -> None:  # noqa: ARG001 - every step takes the lab
    raise ZeroDivisionError("BOOM")
