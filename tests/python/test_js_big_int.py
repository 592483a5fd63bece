"""JsBigInt: an int that stays a BigInt."""

import copy
import json
import operator
import pickle
import unittest

from pyodide.ffi import JsBigInt

import js

TYPE_OF = js.eval("value => typeof value")
BINARY = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.floordiv,
    operator.mod,
    operator.pow,
    operator.and_,
    operator.or_,
    operator.xor,
    operator.lshift,
    operator.rshift,
]
UNARY = [operator.neg, operator.pos, operator.abs, operator.invert]


class JsBigIntTest(unittest.TestCase):
    def test_is_a_big_int_whatever_its_size(self) -> None:
        for value in 0, 1, -1, 2**31, 2**53 - 1, 2**53, 2**63, -(2**63), 2**64, -(2**400):
            with self.subTest(value=value):
                self.assertEqual(TYPE_OF(JsBigInt(value)), "bigint")
                self.assertEqual(js.String(JsBigInt(value)), str(value))

    def test_unary_operations_give_a_big_int(self) -> None:
        for operation in UNARY:
            with self.subTest(operation=operation):
                result = operation(JsBigInt(-5))
                self.assertEqual(result, operation(-5))
                self.assertIs(type(result), JsBigInt)

    def test_binary_operations_give_a_big_int_where_the_left_operand_is_one(self) -> None:
        for operation in BINARY:
            for right in 3, JsBigInt(3):
                with self.subTest(operation=operation, right=type(right)):
                    result = operation(JsBigInt(21), right)
                    self.assertEqual(result, operation(21, 3))
                    self.assertIs(type(result), JsBigInt)

    def test_an_int_as_left_operand_decides(self) -> None:
        for operation in BINARY:
            with self.subTest(operation=operation):
                result = operation(21, JsBigInt(3))
                self.assertEqual(result, operation(21, 3))
                self.assertIs(type(result), int)

    def test_augmented_assignment_keeps_the_class(self) -> None:
        value = JsBigInt(1)
        value += 1
        value <<= 4
        self.assertEqual((value, type(value)), (32, JsBigInt))

    def test_what_gives_no_integer_gives_what_int_gives(self) -> None:
        self.assertEqual(type(JsBigInt(2) / 1), float)
        self.assertEqual(type(JsBigInt(2) ** -1), float)
        self.assertEqual(type(JsBigInt(2) + 0.5), float)
        self.assertEqual(pow(JsBigInt(7), 2, 10), 9)

    def test_other_types_are_refused_as_by_int(self) -> None:
        for operation in BINARY:
            with self.subTest(operation=operation), self.assertRaises(TypeError):
                operation(JsBigInt(1), object())
        with self.assertRaises(ZeroDivisionError):
            JsBigInt(1) // 0

    def test_the_right_operand_is_asked_where_int_gives_up(self) -> None:
        class Other:
            def __radd__(self, left: object) -> tuple[str, object]:
                return ("other", left)

        self.assertEqual(JsBigInt(1) + Other(), ("other", 1))

    def test_equality_hash_and_text_are_those_of_int(self) -> None:
        self.assertEqual(JsBigInt(5), 5)
        self.assertEqual(hash(JsBigInt(5)), hash(5))
        self.assertEqual({5: "a"}[JsBigInt(5)], "a")
        texts = [repr(JsBigInt(5)), str(JsBigInt(5)), f"{JsBigInt(255):#x}"]
        self.assertEqual(texts, ["5", "5", "0xff"])
        self.assertEqual(json.dumps({JsBigInt(1): JsBigInt(2**80)}), f'{{"1": {2**80}}}')

    def test_it_is_copied_and_pickled_as_what_it_is(self) -> None:
        value = JsBigInt(2**70)
        for twin in copy.copy(value), copy.deepcopy([value])[0], pickle.loads(pickle.dumps(value)):
            self.assertEqual((twin, type(twin)), (value, JsBigInt))

    def test_a_subclass_is_a_big_int_too(self) -> None:
        class Mine(JsBigInt):
            pass

        self.assertEqual(TYPE_OF(Mine(1)), "bigint")

    def test_an_int_that_lies_about_its_class_is_none(self) -> None:
        class Liar(int):
            @property
            def __class__(self) -> type:
                raise AssertionError("asked")

        self.assertEqual(TYPE_OF(Liar(1)), "number")
