package dev.multistream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A test owns time and order, runs always, and does not swallow what went wrong. */
class TestQualityTest {
    private static final Pattern SLEEPS = Pattern.compile("(.*\\.)?(Thread|TimeUnit\\.[A-Z]+|[A-Z]+SECONDS)\\.sleep");

    @Test
    void tests_do_not_sleep_rest_or_look_away() {
        List<Source> tests = Source.below(Path.of("src/test/java"));

        assertThat(tests).isNotEmpty();
        assertThat(tests.stream().flatMap(test -> faults(test).stream())).isEmpty();
    }

    @Test
    void bad_habits_are_found() {
        Source bad = Source.parse("a/BadTest.java", """
                package a;
                class BadTest {
                    @org.junit.jupiter.api.Disabled
                    void rests() throws Exception {
                        Thread.sleep(1);
                        java.util.concurrent.TimeUnit.SECONDS.sleep(1);
                        Asleep.sleep();
                        try {
                            rests();
                        } catch (Exception e) {
                            // nothing
                        }
                    }
                }
                """);

        assertThat(faults(bad))
                .containsExactly(
                        "a/BadTest.java:3: @Disabled",
                        "a/BadTest.java:5: Thread.sleep",
                        "a/BadTest.java:6: java.util.concurrent.TimeUnit.SECONDS.sleep",
                        "a/BadTest.java:10: empty catch");
    }

    private static List<String> faults(Source source) {
        List<String> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitAnnotation(AnnotationTree annotation, Void unused) {
                if (annotation.getAnnotationType().toString().matches("(.*\\.)?Disabled")) {
                    add(annotation, "@Disabled");
                }
                return super.visitAnnotation(annotation, null);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                if (call.getMethodSelect() instanceof MemberSelectTree select
                        && SLEEPS.matcher(select.toString()).matches()) {
                    add(call, select.toString());
                }
                return super.visitMethodInvocation(call, null);
            }

            @Override
            public Void visitCatch(CatchTree caught, Void unused) {
                if (caught.getBlock().getStatements().isEmpty()) {
                    add(caught, "empty catch");
                }
                return super.visitCatch(caught, null);
            }

            private void add(Tree where, String what) {
                found.add(source.name() + ":" + source.lineOf(where) + ": " + what);
            }
        }.scan(source.tree(), null);
        return found;
    }
}
