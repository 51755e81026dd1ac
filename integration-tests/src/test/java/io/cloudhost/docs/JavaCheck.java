package io.cloudhost.docs;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles Java, all blocks at once.
 *
 * <p>A block with imports is compiled as it stands, like a file that a reader copies. One without is given {@link #IMPORTS}.
 * Where it declares no type, it is statements, compiled in a method of a {@link Given}.
 */
final class JavaCheck implements BlockCheck {

    /** On one line, so that lines keep their numbers. */
    private static final String IMPORTS = String.join(
            "",
            List.of(
                    "import io.cloudhost.api.*; ",
                    "import io.cloudhost.core.*; ",
                    "import io.cloudhost.core.Console; ",
                    "import io.cloudhost.core.settings.*; ",
                    "import io.cloudhost.core.spi.*; ",
                    "import io.cloudhost.testkit.*; ",
                    "import java.io.*; ",
                    "import java.net.*; ",
                    "import java.nio.file.*; ",
                    "import java.time.*; ",
                    "import java.util.*; ",
                    "import org.junit.jupiter.api.*; ",
                    "import static org.junit.jupiter.api.Assertions.*; "));

    private static final Pattern IMPORT = Pattern.compile("(?m)^import ");

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ");

    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:(?:public|final|abstract|sealed) )*(?:class|record|interface|enum) (\\w+)");

    @Override
    public List<Problem> problems(List<CodeBlock> blocks) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options =
                List.of("--release", "17", "-proc:none", "-Xlint:deprecation,rawtypes,removal,unchecked");
        JavacTask task = (JavacTask) compiler.getTask(
                null,
                null,
                diagnostics,
                options,
                null,
                blocks.stream().map(Unit::new).toList());
        try {
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return diagnostics.getDiagnostics().stream().map(JavaCheck::problem).toList();
    }

    private static Problem problem(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(null);
        return diagnostic.getSource() instanceof Unit unit
                ? unit.block.problem(diagnostic.getLineNumber(), message)
                : new Problem("all Java blocks", message);
    }

    /** A block as a file. Each is in a package of its own, so that types of two blocks may have the same name. */
    private static final class Unit extends SimpleJavaFileObject {

        private final CodeBlock block;

        Unit(CodeBlock block) {
            super(
                    URI.create("string:///" + block.page() + "/" + block.line() + "/" + typeName(block) + ".java"),
                    Kind.SOURCE);
            this.block = block;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            String text = block.text();
            if (PACKAGE.matcher(text).find()) {
                return text;
            }
            String start = "package " + packageName(block) + "; ";
            if (IMPORT.matcher(text).find()) {
                return start + text;
            }
            if (TYPE.matcher(text).find()) {
                return start + IMPORTS + text;
            }
            return start + IMPORTS + "abstract class Statements extends io.cloudhost.docs.Given {"
                    + " void statements() throws Exception {" + text + "}}";
        }

        private static String typeName(CodeBlock block) {
            Matcher type = TYPE.matcher(block.text());
            return type.find() ? type.group(1) : "Statements";
        }

        private static String packageName(CodeBlock block) {
            return "page." + block.page().replaceAll("[^A-Za-z0-9]+", "_") + ".line" + block.line();
        }
    }
}
