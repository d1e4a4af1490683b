package dev.multistream.testing;

import static dev.multistream.testing.GitSandbox.commit;
import static dev.multistream.testing.GitSandbox.git;
import static dev.multistream.testing.GitSandbox.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Builds repositories of the awkward kinds, and pairs of branches that conflict in each known way. */
public final class RepositoryGenerator {
    /** File names that are hard on programs that read git's output by lines or words. */
    public static final List<String> AWKWARD_NAMES = List.of(
            "with space.txt",
            "tab\there.txt",
            "new\nline.txt",
            "quote\"and\\back.txt",
            "ümlaut/日本.txt",
            "-leading-dash",
            ":colon",
            "star*?[x].txt");

    private RepositoryGenerator() {}

    /** One file, one commit. */
    public static Path plain(Path directory) {
        GitSandbox.init(directory);
        write(directory, "README.md", "hello\n");
        write(directory, "src/app.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        commit(directory, "first");
        return directory;
    }

    /** Awkward names, a link, an executable, CRLF and a binary, in one commit. */
    public static Path awkward(Path directory) {
        GitSandbox.init(directory);
        AWKWARD_NAMES.forEach(name -> write(directory, name, "content of\n" + name + "\n"));
        write(directory, "crlf.txt", "one\r\ntwo\r\n");
        write(directory, "binary.dat", "a\0b\0c");
        write(directory, "run.sh", "#!/bin/sh\n").toFile().setExecutable(true);
        try {
            Files.createSymbolicLink(directory.resolve("link"), Path.of("crlf.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commit(directory, "awkward");
        return directory;
    }

    /** A repository with a submodule. */
    public static Path withSubmodule(Path directory) {
        Path library = plain(directory.resolveSibling(directory.getFileName() + "-library"));
        plain(directory);
        git(directory, "submodule", "--quiet", "add", library.toString(), "library");
        commit(directory, "add the library");
        return directory;
    }

    /** A repository whose attributes name git-lfs, with a pointer file; git-lfs itself is not needed. */
    public static Path withLfsPointer(Path directory) {
        plain(directory);
        write(directory, "assets/.gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
        write(
                directory,
                "assets/big.bin",
                "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 1\n");
        commit(directory, "add a pointer");
        return directory;
    }

    /** The ways in which two branches can conflict: each is what two sides do to a common base. */
    public enum ConflictKind {
        CONTENT(
                "contents",
                repo -> write(repo, "src/app.txt", "1\nours\n3\n"),
                repo -> write(repo, "src/app.txt", "1\ntheirs\n3\n")),
        ADD_ADD("add/add", repo -> write(repo, "new.txt", "ours\n"), repo -> write(repo, "new.txt", "theirs\n")),
        MODIFY_DELETE(
                "modify/delete",
                repo -> write(repo, "README.md", "changed\n"),
                repo -> git(repo, "rm", "-q", "README.md")),
        RENAME_RENAME(
                "rename/rename",
                repo -> git(repo, "mv", "src/app.txt", "src/ours.txt"),
                repo -> git(repo, "mv", "src/app.txt", "src/theirs.txt")),
        RENAME_DELETE(
                "rename/delete",
                repo -> git(repo, "mv", "src/app.txt", "src/moved.txt"),
                repo -> git(repo, "rm", "-q", "src/app.txt")),
        DIRECTORY_FILE(
                "file/directory",
                repo -> write(repo, "thing", "a file\n"),
                repo -> write(repo, "thing/inside", "a directory\n")),
        BINARY("binary", repo -> write(repo, "data.bin", "\0ours"), repo -> write(repo, "data.bin", "\0theirs")),
        MODE(
                "contents",
                repo -> {
                    write(repo, "src/app.txt", "1\nours\n");
                    repo.resolve("src/app.txt").toFile().setExecutable(true);
                },
                repo -> write(repo, "src/app.txt", "1\ntheirs\n")),
        SYMLINK("", repo -> relink(repo, "link", "README.md"), repo -> relink(repo, "link", "src")),
        LINK_AND_FILE(
                "distinct modes", repo -> relink(repo, "fresh", "README.md"), repo -> write(repo, "fresh", "a file\n"));

        private final String word;
        private final Consumer<Path> ours;
        private final Consumer<Path> theirs;

        ConflictKind(String word, Consumer<Path> ours, Consumer<Path> theirs) {
            this.word = word;
            this.ours = ours;
            this.theirs = theirs;
        }

        /** Git's word for it; empty where it depends. */
        public String word() {
            return word;
        }

        /** Makes a repository with branches {@code ours} and {@code theirs}. */
        public Path build(Path directory) {
            plain(directory);
            write(directory, "data.bin", "\0base");
            relink(directory, "link", "nowhere");
            commit(directory, "base");
            git(directory, "checkout", "-q", "-b", "ours");
            ours.accept(directory);
            commit(directory, "ours");
            git(directory, "checkout", "-q", "-b", "theirs", "main");
            theirs.accept(directory);
            commit(directory, "theirs");
            git(directory, "checkout", "-q", "main");
            return directory;
        }
    }

    private static void relink(Path repo, String name, String target) {
        try {
            Files.deleteIfExists(repo.resolve(name));
            Files.createSymbolicLink(repo.resolve(name), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two commits with a common base; the label says how to make them again. */
    public record Pair(String label, String ours, String theirs) {}

    /** Pairs of commits by random changes of random files of a common base, each decided by its seed. */
    public static List<Pair> randomPairs(Path repo, int count) {
        StringBuilder stream = new StringBuilder();
        for (int seed = 0; seed < count; seed++) {
            Random random = new Random(seed);
            Map<String, Entry> base = new TreeMap<>();
            for (int i = 0; i < 6; i++) {
                base.put("d" + i % 2 + "/f" + i + ".txt", new Entry("100644", lines(random, i)));
            }
            append(stream, 3 * seed + 1, 0, base);
            append(stream, 3 * seed + 2, 3 * seed + 1, changed(base, random));
            append(stream, 3 * seed + 3, 3 * seed + 1, changed(base, random));
        }
        Path marks = repo.resolve(".git/marks");
        GitSandbox.gitWithInput(
                repo, stream.toString(), "fast-import", "--quiet", "--force", "--export-marks=" + marks);
        Map<Integer, String> ids = new HashMap<>();
        try {
            Files.readAllLines(marks)
                    .forEach(line -> ids.put(
                            Integer.parseInt(line.substring(1, line.indexOf(' '))),
                            line.substring(line.indexOf(' ') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Pair> pairs = new ArrayList<>();
        for (int seed = 0; seed < count; seed++) {
            pairs.add(new Pair("seed " + seed, id(ids, 3 * seed + 2), id(ids, 3 * seed + 3)));
        }
        return pairs;
    }

    private static String id(Map<Integer, String> ids, int mark) {
        return Optional.ofNullable(ids.get(mark)).orElseThrow();
    }

    private record Entry(String mode, String content) {}

    private static void append(StringBuilder stream, int mark, int parent, Map<String, Entry> files) {
        stream.append("commit refs/heads/random\nmark :")
                .append(mark)
                .append("\ncommitter A <a@b> 0 +0000\ndata 1\nx\n");
        stream.append(parent == 0 ? "" : "from :" + parent + "\n").append("deleteall\n");
        files.forEach((path, file) -> stream.append("M ")
                .append(file.mode())
                .append(" inline ")
                .append(path)
                .append("\ndata ")
                .append(file.content().length())
                .append('\n')
                .append(file.content())
                .append('\n'));
        stream.append(parent == 0 ? "\nreset refs/heads/random\nfrom :" + mark + "\n\n" : "\n");
    }

    private static String lines(Random random, int salt) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("line ")
                    .append(salt)
                    .append('.')
                    .append(i)
                    .append(' ')
                    .append(random.nextInt(1000))
                    .append('\n');
        }
        return text.toString();
    }

    private static Map<String, Entry> changed(Map<String, Entry> base, Random random) {
        Map<String, Entry> files = new TreeMap<>(base);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            String path = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
            Entry file = Optional.ofNullable(files.get(path)).orElseThrow();
            String other = "d" + random.nextInt(3) + "/n" + random.nextInt(3) + ".txt";
            switch (random.nextInt(8)) {
                case 0 -> files.remove(path);
                case 1 ->
                    files.putIfAbsent(
                            other, Optional.ofNullable(files.remove(path)).orElse(file));
                case 2 -> files.put(other, new Entry("100644", "added " + random.nextInt(3) + "\n"));
                case 3 -> files.put(path, new Entry("100755", file.content()));
                case 4 -> files.put(path, new Entry(file.mode(), "\0" + random.nextInt(3)));
                default -> files.put(path, new Entry(file.mode(), edited(file.content(), random)));
            }
            if (files.isEmpty()) {
                files.put(other, file);
            }
        }
        return files;
    }

    private static String edited(String content, Random random) {
        List<String> lines = new ArrayList<>(content.lines().toList());
        int at = random.nextInt(lines.size() + 1);
        if (at == lines.size() || random.nextInt(3) == 0) {
            lines.add(at, "inserted " + random.nextInt(3));
        } else if (random.nextInt(3) == 0) {
            lines.remove(at);
        } else {
            lines.set(at, "changed " + random.nextInt(3));
        }
        return String.join("\n", lines) + "\n";
    }
}
