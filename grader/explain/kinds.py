"""What a change of code may be about, as students read it."""

CODE = "edit_"
"""Before a kind, it is the code of a finding."""
WHERE = "where"
"""The code of a finding that only says where a known bug is."""
KINDS = {
    "sign": "a sign",
    "operator": "an operator",
    "product": "the order and the transposes of the product",
    "transpose": "a transpose",
    "brackets": "where brackets open or close",
    "factor": "a factor or a divisor that is missing, too many or another one",
    "term": "a term of a sum that is missing or too many",
    "logarithm": "a logarithm that is taken of rounded probabilities, not of the logits",
    "power": "a power or a root",
    "axis": "the axis along which is reduced, or `keepdims`",
    "constant": "a number or another constant",
    "comparison": "a comparison",
    "condition": "a condition",
    "update": "`=` where `+=` or `-=` belongs, or the other way round",
    "copy": "a copy that is missing: something that is still needed is changed",
    "needless": "something that is too many here",
    "missing": "a statement that is missing before it",
    "statement": "a statement that is still missing here",
    "place": "where this statement stands",
    "range": "where a loop or a slice begins or ends",
    "order": "the order in which something is gone through",
    "index": "an index",
    "call": "a call that is missing or too many",
    "function": "which function is called",
    "arguments": "the order of what is passed or returned",
    "result": "what is returned, and where",
    "variable": "which variable stands here",
    "expression": "what stands in this place",
}
