package dev.multistream.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One source file, parsed by the compiler but not compiled.
 *
 * @param name its path below the root, with slashes
 */
record Source(String name, String text, CompilationUnitTree tree, SourcePositions positions) {

    /** All Java files below {@code root}, sorted. */
    static List<Source> below(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file -> parse(root.relativize(file).toString().replace('\\', '/'), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Source parse(String name, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of(), null, List.of(file(name, text)));
        try {
            CompilationUnitTree tree = task.parse().iterator().next();
            return new Source(name, text, tree, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long lines() {
        return text.lines().count();
    }

    /** How many lines of a piece of the file hold code, not only comment or nothing. */
    long codeLines(Tree piece) {
        int start = (int) positions.getStartPosition(tree, piece);
        int end = (int) positions.getEndPosition(tree, piece);
        return text.substring(start, end)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("(//|/\\*|\\*).*"))
                .count();
    }

    long lineOf(Tree piece) {
        return tree.getLineMap().getLineNumber(positions.getStartPosition(tree, piece));
    }

    private static JavaFileObject file(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
