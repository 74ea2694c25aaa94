package dev.errand.dynamodb.expression;

import java.util.List;

/** An expression as it was written: references to names and values are not looked up yet. */
sealed interface SyntaxNode {

  /** Whether it is true or false, and not a value. A function can be either. */
  default boolean isCondition() {
    return true;
  }

  /** Whether it is a value. */
  default boolean isOperand() {
    return false;
  }

  /** The nodes right below it, in the order of the text. */
  List<SyntaxNode> children();

  record Or(SyntaxNode left, SyntaxNode right) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
      return List.of(left, right);
    }
  }

  record And(SyntaxNode left, SyntaxNode right) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
      return List.of(left, right);
    }
  }

  record Not(SyntaxNode condition) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
      return List.of(condition);
    }
  }

  record Comparison(String operator, SyntaxNode left, SyntaxNode right) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
      return List.of(left, right);
    }
  }

  record Between(SyntaxNode value, SyntaxNode low, SyntaxNode high) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
      return List.of(value, low, high);
    }
  }

  /** The value is the first operand, the candidates are the rest. */
  record In(List<SyntaxNode> operands) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
      return operands;
    }
  }

  record Function(String name, List<SyntaxNode> arguments) implements SyntaxNode {
    @Override
    public boolean isOperand() {
      return true;
    }

    @Override
    public List<SyntaxNode> children() {
      return arguments;
    }
  }

  /** {@code +} and {@code -} of update expressions. */
  record Arithmetic(String operator, SyntaxNode left, SyntaxNode right) implements SyntaxNode {
    @Override
    public boolean isCondition() {
      return false;
    }

    @Override
    public List<SyntaxNode> children() {
      return List.of(left, right);
    }
  }

  record ValueNode(String reference) implements SyntaxNode {
    @Override
    public boolean isCondition() {
      return false;
    }

    @Override
    public boolean isOperand() {
      return true;
    }

    @Override
    public List<SyntaxNode> children() {
      return List.of();
    }
  }

  record PathNode(List<PathPart> parts) implements SyntaxNode {
    @Override
    public boolean isCondition() {
      return false;
    }

    @Override
    public boolean isOperand() {
      return true;
    }

    @Override
    public List<SyntaxNode> children() {
      return List.of();
    }
  }

  sealed interface PathPart {}

  /** An attribute's name, or a reference to one that begins with {@code #}. */
  record NamePart(String text) implements PathPart {
    boolean isReference() {
      return text.startsWith("#");
    }
  }

  record IndexPart(int index) implements PathPart {}
}
