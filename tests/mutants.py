"""Every solution with one small change: what a slip of the hand could make of it."""

import ast
import copy

OPERATORS = {
    ast.Add: (ast.Sub, ast.Mult), ast.Sub: (ast.Add, ast.Mult), ast.Mult: (ast.Div, ast.Add), ast.Div: (ast.Mult, ast.FloorDiv),
    ast.MatMult: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.Gt: (ast.Lt, ast.GtE), ast.Lt: (ast.Gt, ast.LtE), ast.GtE: (ast.Lt, ast.Gt), ast.LtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,),
}
NAMES = {
    "mean": ("sum", "std"), "sum": ("mean",), "std": ("var",), "max": ("min",), "maximum": ("minimum",), "log": ("log2", "log10", "log1p"),
    "log1p": ("log",), "exp": ("exp2", "expm1"), "zeros": ("ones",), "concatenate": ("stack",),
}


def _variants(node, arguments):
    """What a node can turn into."""
    if isinstance(node, ast.BinOp):
        yield from (ast.BinOp(node.left, operator(), node.right) for operator in OPERATORS.get(type(node.op), ()))
        yield from (node.left, node.right)
        if not isinstance(node.op, (ast.Add, ast.Mult)):  # these two do not mind
            yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node, ast.AugAssign):
        yield ast.AugAssign(node.target, ast.Sub(), node.value)
        yield ast.Assign([node.target], node.value)
    if isinstance(node, ast.Compare):
        yield from (ast.Compare(node.left, [operator()], node.comparators) for operator in OPERATORS.get(type(node.ops[0]), ()))
    if isinstance(node, ast.UnaryOp):
        yield node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield from (ast.Constant(value) for value in {node.value + 1, node.value - 1, 0} - {node.value})
    if isinstance(node, ast.Call):
        if len(node.args) >= 2:
            yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
        if len(node.args) == 1:
            yield node.args[0]
        yield from (ast.Call(node.func, node.args, [*node.keywords[:i], *node.keywords[i + 1 :]]) for i in range(len(node.keywords)))
    if isinstance(node, ast.Attribute):
        yield from (ast.Attribute(node.value, name, node.ctx) for name in NAMES.get(node.attr, ()))
        if node.attr == "T":
            yield node.value
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from (ast.Name(name, node.ctx) for name in (*arguments, *NAMES.get(node.id, ())) if name != node.id and node.id in (*arguments, *NAMES))
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        yield ast.Tuple(node.elts[::-1], node.ctx)
    if isinstance(node, (ast.Assign, ast.AugAssign)):
        yield ast.Pass()
    if isinstance(node, ast.Slice) and node.upper:
        yield ast.Slice(node.lower, None)


def mutants(source):
    """The sources of all functions that differ from the one in `source` in one place."""
    tree = ast.parse(source)
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    arguments = [argument.arg for argument in function.args.args]
    seen = {ast.unparse(function)}
    places = [(i, field, j) for i, node in enumerate(ast.walk(function)) for field, value in ast.iter_fields(node)
              for j in (range(len(value)) if isinstance(value, list) else [None]) if field not in ("args", "decorator_list") or not isinstance(node, ast.FunctionDef)]
    for i, field, j in places:
        here = getattr(list(ast.walk(function))[i], field)
        here = here if j is None else here[j]
        if not isinstance(here, ast.AST):
            continue
        for variant in _variants(here, arguments):
            mutant = copy.deepcopy(function)
            node = list(ast.walk(mutant))[i]
            if j is None:
                setattr(node, field, variant)
            else:
                getattr(node, field)[j] = variant
            text = ast.unparse(ast.fix_missing_locations(mutant))
            if text not in seen:
                seen.add(text)
                yield text
