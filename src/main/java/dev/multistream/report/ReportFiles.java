package dev.multistream.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files of a report and how they come to lie in a directory.
 *
 * <p>All texts are made before the first is written; each is written under a temporary name and renamed, {@code
 * index.html} last. The file {@code .report-files} lists what belongs to the report: what an older report left and the
 * new one has not is removed, and nothing else in the directory is touched.
 */
public final class ReportFiles {
    private static final String MANIFEST = ".report-files";
    private static final String HEADER = "# files of a harness report, version 1";
    private static final Pattern OWN = Pattern.compile(
            "[a-z][a-z-]*\\.(html|css|svg|md|json|xml)|checkpoints/[a-z0-9][a-z0-9_-]*/(index\\.html|report\\.(md|json))");

    private final ZoneId zone;
    private final LogSource logs;
    private final JUnitXmlReport.Dialect dialect;

    /** @param zone the one in which people read times */
    public ReportFiles(ZoneId zone, LogSource logs, JUnitXmlReport.Dialect dialect) {
        this.zone = zone;
        this.logs = logs;
        this.dialect = dialect;
    }

    /**
     * Writes the report of a run; an older one in {@code directory} is replaced.
     *
     * @return the path of {@code index.html}
     * @throws IOException when the directory cannot be written; every file there is then either old or new, none half
     */
    public Path write(Path directory, ReportModel model) throws IOException {
        Map<String, String> files = render(model);
        Files.createDirectories(directory);
        Set<String> old = manifest(directory);
        Set<String> both = new TreeSet<>(old);
        both.addAll(files.keySet());
        put(directory, MANIFEST, list(both));
        for (Map.Entry<String, String> file : files.entrySet()) {
            put(directory, file.getKey(), file.getValue());
        }
        old.removeAll(files.keySet());
        for (String stale : old) {
            remove(directory, stale);
        }
        put(directory, MANIFEST, list(files.keySet()));
        return directory.resolve("index.html");
    }

    /** Each file's path and text, in the order of writing. */
    Map<String, String> render(ReportModel model) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("style.css", style());
        drawing(files, "dag.svg", DagDrawing.of(model, Palette.LIGHT));
        drawing(files, "dag-dark.svg", DagDrawing.of(model, Palette.DARK));
        drawing(files, "timeline.svg", TimelineDrawing.of(model, Palette.LIGHT));
        drawing(files, "timeline-dark.svg", TimelineDrawing.of(model, Palette.DARK));
        JsonReport json = new JsonReport(model);
        MarkdownReport markdown = new MarkdownReport(model, zone);
        for (ReportModel.CheckpointReport checkpoint : model.checkpoints()) {
            String place = "checkpoints/" + checkpoint.name() + "/";
            files.put(place + "report.json", json.render(checkpoint));
            files.put(place + "report.md", markdown.render(checkpoint));
            files.put(place + "index.html", new CheckpointPage(model, checkpoint, zone, logs).render());
        }
        files.put("profile.json", RunProfile.render(model));
        files.put("report.json", json.render());
        files.put("report.md", markdown.render());
        files.put("junit.xml", new JUnitXmlReport(model, logs, dialect).render());
        files.put("index.html", new HtmlReport(model, zone, logs).render());
        return files;
    }

    private static void drawing(Map<String, String> files, String name, Optional<String> svg) {
        svg.ifPresent(text -> files.put(name, text));
    }

    private static String style() {
        try (InputStream in = ReportFiles.class.getResourceAsStream("style.css")) {
            if (in == null) {
                throw new IllegalStateException("style.css is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("style.css cannot be read", e);
        }
    }

    private static String list(Set<String> files) {
        return HEADER + "\n" + String.join("\n", files) + "\n";
    }

    /** What an older report says it wrote; anything that no report ever wrote is not believed. */
    private static Set<String> manifest(Path directory) throws IOException {
        Set<String> files = new TreeSet<>();
        try {
            List<String> lines = Files.readAllLines(directory.resolve(MANIFEST));
            lines.stream().filter(line -> OWN.matcher(line).matches()).forEach(files::add);
        } catch (NoSuchFileException | java.nio.charset.CharacterCodingException e) {
            return files;
        }
        return files;
    }

    private static void put(Path directory, String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Path parent = Optional.ofNullable(file.getParent()).orElse(directory);
        if (!parent.equals(directory)) {
            directory(directory.resolve("checkpoints"));
            directory(parent);
        }
        Path temporary = Files.createTempFile(parent, ".report-", ".tmp");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            readableAsUsual(temporary);
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Temporary files are private; a report is for everybody who may see its directory. */
    private static void readableAsUsual(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** Makes a directory; a link in its place would lead the report elsewhere. */
    private static void directory(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new IOException(directory + " is a symbolic link; the report is written only into a directory");
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory);
        }
    }

    private static void remove(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        Path parent = Optional.ofNullable(file.getParent()).orElse(directory);
        if (Files.isSymbolicLink(parent) || Files.isSymbolicLink(directory.resolve("checkpoints"))) {
            return;
        }
        Files.deleteIfExists(file);
        while (!parent.equals(directory)) {
            try {
                Files.deleteIfExists(parent);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
            parent = Optional.ofNullable(parent.getParent()).orElse(directory);
        }
    }
}
