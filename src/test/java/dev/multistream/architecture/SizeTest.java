package dev.multistream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing grows beyond what one can read at once, unless {@code sizes.txt} names it and says why. */
class SizeTest {
    private static final int FILE_LINES = 300;
    private static final int METHOD_LINES = 40;
    private static final int PARAMETERS = 6;

    @Test
    void files_methods_and_parameter_lists_stay_small() {
        Map<String, Long> tooLarge = new LinkedHashMap<>();
        Source.below(Path.of("src/main/java")).forEach(source -> tooLarge.putAll(tooLargeIn(source)));

        assertThat(new TreeSet<>(tooLarge.keySet()))
                .as("too large: %s; make them smaller, or name them and the reason in sizes.txt", tooLarge)
                .isEqualTo(
                        new TreeSet<>(exceptions(Resources.text("/sizes.txt")).keySet()));
    }

    @Test
    void every_exception_has_a_reason() {
        assertThat(exceptions(Resources.text("/sizes.txt")).values()).allMatch(reason -> reason.length() > 20);
        assertThat(exceptions("method | a.B.c | for the following good reason\n"))
                .containsExactly(Map.entry("method a.B.c", "for the following good reason"));
    }

    @Test
    void what_is_too_large_is_found() {
        String filler = "        int x;\n".repeat(METHOD_LINES - 1);
        Source source = Source.parse(
                "a/B.java",
                "package a;\nclass B {\n    B(int a, int b, int c, int d, int e, int f, int g) {}\n    void fits() {\n\n        // text\n"
                        + "        int x;\n".repeat(METHOD_LINES - 2) + "    }\n    class D {\n        void grows() {\n"
                        + filler
                        + "        }\n    }\n    record R(int a) {\n        R(int a, int b, int c, int d, int e, int f, int g) {\n            this(a);\n        }\n    }\n"
                        + "\n".repeat(FILE_LINES) + "}\n");

        assertThat(tooLargeIn(source).keySet())
                .containsExactly("file a/B.java", "parameters a.B.<init>", "method a.B.D.grows");
    }

    /** What breaks a limit, in the form of {@code sizes.txt}, and how large it is. */
    private static Map<String, Long> tooLargeIn(Source source) {
        Map<String, Long> found = new LinkedHashMap<>();
        if (source.lines() > FILE_LINES) {
            found.put("file " + source.name(), source.lines());
        }
        if (source.tree().getPackageName() != null) {
            new Measure(source, found)
                    .scan(source.tree(), source.tree().getPackageName().toString());
        }
        return found;
    }

    private static final class Measure extends TreeScanner<Void, String> {
        private final Source source;
        private final Map<String, Long> found;
        private boolean inRecord;

        Measure(Source source, Map<String, Long> found) {
            this.source = source;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            boolean before = inRecord;
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, outer + "." + type.getSimpleName());
            inRecord = before;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, String outer) {
            String name = outer + "." + method.getName();
            boolean constructorOfRecord = inRecord && method.getName().contentEquals("<init>");
            if (method.getParameters().size() > PARAMETERS && !constructorOfRecord) {
                found.put("parameters " + name, (long) method.getParameters().size());
            }
            // The compiler adds a constructor to the tree of a record, which has no place in the text.
            boolean written = source.positions().getEndPosition(source.tree(), method) > 0;
            if (written && source.codeLines(method) > METHOD_LINES) {
                found.put("method " + name, source.codeLines(method));
            }
            return super.visitMethod(method, outer);
        }
    }

    private static Map<String, String> exceptions(String text) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList()) {
            List<String> cells = List.of(line.split("\\|", 3));
            reasons.put(
                    cells.get(0).strip() + " " + cells.get(1).strip(),
                    cells.get(2).strip());
        }
        return reasons;
    }
}
