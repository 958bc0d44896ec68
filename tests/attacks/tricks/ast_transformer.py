"""Register an AST transformer that empties every cell with an assert or a score."""

from tests.attacks.notebook import NotebookNode, first

ROW = "Marks: transformers and replaced hooks"
STOCK = "full"
HOSTILE = """
import ast

class Drop(ast.NodeTransformer):
    def visit_Module(self, node):
        tests = any(isinstance(part, ast.Assert | ast.AugAssign | ast.For) for part in node.body)
        return ast.Module(body=[], type_ignores=[]) if tests or 'score' in ast.dump(node) else node

get_ipython().ast_transformers.append(Drop())
"""


def submission(blank: NotebookNode) -> NotebookNode:
    """The hostile notebook."""
    return first(blank, HOSTILE)
