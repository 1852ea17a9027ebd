package io.washa.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds SQL that is put together while the program runs. A statement is good if it is written out:
 * literals, constants of the same file and their concatenation, or the parameter of a private
 * method that is only ever called with such.
 */
final class SqlSources {
  /** Methods whose first argument is always a statement. */
  private static final Set<String> STATEMENTS =
      Set.of(
          "sql",
          "createNativeQuery",
          "createQuery",
          "prepareStatement",
          "prepareCall",
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "addBatch",
          "queryForObject",
          "queryForList",
          "batchUpdate");

  /** Methods that take a statement among other things; only a text put together is refused. */
  private static final Set<String> PERHAPS = Set.of("execute", "query", "update");

  private SqlSources() {}

  /** One line for each place, with file and line. */
  static List<String> builtStatements(Iterable<? extends JavaFileObject> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      JavacTask task =
          (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, sources);
      List<String> found = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        File file = new File(unit, Trees.instance(task).getSourcePositions());
        file.scan(unit, null);
        found.addAll(file.judge());
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A statement's expression, and the method that it stands in. */
  private record Use(ExpressionTree statement, @Nullable MethodTree method, boolean certain) {}

  private static final class File extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Map<String, ExpressionTree> constants = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();
    private final Map<String, List<Use>> arguments = new HashMap<>();

    File(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
      Set<Modifier> modifiers = variable.getModifiers().getFlags();
      if (modifiers.containsAll(Set.of(Modifier.STATIC, Modifier.FINAL))
          && variable.getInitializer() != null) {
        constants.put(variable.getName().toString(), variable.getInitializer());
      }
      return super.visitVariable(variable, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
      String name = nameOf(call);
      MethodTree method = enclosingMethod();
      List<? extends ExpressionTree> given = call.getArguments();
      if (!given.isEmpty() && (STATEMENTS.contains(name) || PERHAPS.contains(name))) {
        uses.add(new Use(given.getFirst(), method, STATEMENTS.contains(name)));
      }
      boolean own = call.getMethodSelect() instanceof IdentifierTree;
      for (int i = 0; own && i < given.size(); i++) {
        arguments
            .computeIfAbsent(name + "/" + i, _ -> new ArrayList<>())
            .add(new Use(given.get(i), method, true));
      }
      return super.visitMethodInvocation(call, null);
    }

    List<String> judge() {
      List<String> found = new ArrayList<>();
      for (Use use : uses) {
        boolean suspicious = use.certain || putsTogether(use.statement);
        if (suspicious && !writtenOut(use, new HashSet<>())) {
          long line =
              unit.getLineMap().getLineNumber(positions.getStartPosition(unit, use.statement));
          found.add(unit.getSourceFile().getName() + ":" + line + ": " + use.statement);
        }
      }
      return found;
    }

    private boolean writtenOut(Use use, Set<Tree> seen) {
      return switch (use.statement) {
        case LiteralTree _ -> true;
        case ParenthesizedTree inner -> writtenOut(with(use, inner.getExpression()), seen);
        case BinaryTree sum ->
            writtenOut(with(use, sum.getLeftOperand()), seen)
                && writtenOut(with(use, sum.getRightOperand()), seen);
        case ConditionalExpressionTree choice ->
            writtenOut(with(use, choice.getTrueExpression()), seen)
                && writtenOut(with(use, choice.getFalseExpression()), seen);
        case IdentifierTree name -> constant(use, name, seen);
        default -> false;
      };
    }

    private boolean constant(Use use, IdentifierTree name, Set<Tree> seen) {
      int parameter = parameterOf(use.method, name);
      if (parameter >= 0 && use.method != null) {
        MethodTree method = use.method;
        List<Use> given = arguments.getOrDefault(method.getName() + "/" + parameter, List.of());
        return method.getModifiers().getFlags().contains(Modifier.PRIVATE)
            && seen.add(method)
            && !given.isEmpty()
            && given.stream().allMatch(argument -> writtenOut(argument, seen));
      }
      ExpressionTree value = constants.get(name.getName().toString());
      return value != null && writtenOut(new Use(value, null, true), seen);
    }

    private static int parameterOf(@Nullable MethodTree method, IdentifierTree name) {
      if (method != null) {
        List<? extends VariableTree> parameters = method.getParameters();
        for (int i = 0; i < parameters.size(); i++) {
          if (parameters.get(i).getName().contentEquals(name.getName())) {
            return i;
          }
        }
      }
      return -1;
    }

    private @Nullable MethodTree enclosingMethod() {
      for (Tree tree : getCurrentPath()) {
        if (tree instanceof MethodTree method) {
          return method;
        }
        if (tree instanceof ClassTree) {
          return null;
        }
      }
      return null;
    }

    /** True for a concatenation, a format and their like anywhere in a text argument. */
    private static boolean putsTogether(ExpressionTree expression) {
      return switch (expression) {
        case BinaryTree _ -> true;
        case MethodInvocationTree call ->
            Set.of("format", "formatted", "concat", "join", "replace").contains(nameOf(call));
        default -> false;
      };
    }

    private static Use with(Use use, ExpressionTree part) {
      return new Use(part, use.method, use.certain);
    }

    private static String nameOf(MethodInvocationTree call) {
      return switch (call.getMethodSelect()) {
        case MemberSelectTree select -> select.getIdentifier().toString();
        case IdentifierTree name -> name.getName().toString();
        default -> "";
      };
    }
  }
}
