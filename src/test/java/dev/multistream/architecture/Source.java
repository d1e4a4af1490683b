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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final Map<Path, List<Source>> PARSED = new ConcurrentHashMap<>();

    /** All Java files below {@code root}, sorted; parsed once for all tests. */
    static List<Source> below(Path root) {
        return PARSED.computeIfAbsent(root, Source::parseAll);
    }

    private static List<Source> parseAll(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            Map<String, String> texts = new TreeMap<>();
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> texts.put(root.relativize(file).toString().replace('\\', '/'), read(file)));
            return parse(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Source parse(String name, String text) {
        return parse(Map.of(name, text)).get(0);
    }

    private static List<Source> parse(Map<String, String> texts) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        texts.forEach((name, text) -> files.add(file(name, text)));
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of(), null, files);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<Source> parsed = new ArrayList<>();
        try {
            for (CompilationUnitTree tree : task.parse()) {
                String name = tree.getSourceFile().getName();
                parsed.add(new Source(name, texts.getOrDefault(name, ""), tree, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parsed;
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
            public String getName() {
                return name;
            }

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
