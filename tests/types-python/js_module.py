"""The module `js`: a page's own names, with the types that TypeScript knows."""

from __future__ import annotations

from typing import Any, assert_type

import js
from js import console, document

# Attributes have their types.
assert_type(document.title, str)
document.title = "set by Python"
document.title = 5  # expect: assignment
document.titel  # expect: attr-defined
document.URL = "https://example.org/"  # expect: misc

# Elements are of the class that their tag has.
canvas = document.createElement("canvas")
assert_type(canvas, js.HTMLCanvasElement)
assert_type(document.createElement("my-element"), js.HTMLElement)
canvas.width = 1.5
for row in range(canvas.height):
    console.log(row, canvas.offsetWidth * 2)
canvas.width = "wide"  # expect: assignment

# What may be missing is None.
button = document.querySelector("button")
button.click()  # expect: union-attr
if button is not None:
    assert_type(button, js.HTMLButtonElement)
    button.click()
    button.click(1)  # expect: call-arg

# Lists of nodes are iterables with a length and items.
for item in document.querySelectorAll("li"):
    assert_type(item, js.HTMLLIElement)
assert_type(len(document.querySelectorAll("li")), int)
assert_type(document.querySelectorAll("li")[0], js.HTMLLIElement)
document.querySelectorAll("li")["first"]  # expect: index


# Functions listen to events; keyword arguments are options.
def on_click(event: js.MouseEvent) -> None:
    console.log(event.clientX, event.target)


document.addEventListener("click", on_click, once=True)
document.addEventListener(1, on_click)  # expect: arg-type
document.onclick = on_click
document.onclick = "on_click()"  # expect: assignment

# Constructors have `new`.
assert_type(js.Event.new("ready", bubbles=True), js.Event)
js.Event.new()  # expect: call-arg
js.MutationObserver.new(lambda records, observer: observer.disconnect()).observe(
    document, childList=True
)

# Texts out of a few are checked.
context = canvas.getContext("2d")
if isinstance(context, js.CanvasRenderingContext2D):
    context.lineCap = "round"
    context.lineCap = "pointed"  # expect: assignment

# The language's own objects have types as well.
now = js.Date.new()
assert_type(now, js.Date)
assert_type(now.toISOString(), str)
js.Date.new(1, 2, "3")  # expect: call-overload
print(js.Math.floor(js.Math.PI) + js.Date.now())
js.Math.floor("1")  # expect: arg-type
js.Math.flor(1)  # expect: attr-defined
assert_type(js.JSON.stringify(document), str)
assert_type([*js.Object.keys(document)], list[str])
js.Object.key(document)  # expect: attr-defined
options = js.Object.new()
options.anything = 5
assert_type(js.encodeURIComponent("ä"), str)
assert_type(js.RegExp.new("a+").test("a"), bool)
assert_type(js.parseInt("5") + 1, Any | int)

# A page has names of its own.
js.a_function_of_the_page(1, 2)

# What a page gives is a JsProxy.
document.js_id + 1
document.typeof + 1  # expect: operator
