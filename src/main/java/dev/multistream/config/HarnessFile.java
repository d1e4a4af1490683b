package dev.multistream.config;

import dev.multistream.model.BranchName;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Problem;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamSpec.Task;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads harness.yaml: text to a checked spec, or all of its problems with their places.
 *
 * <p>Bad input of any kind ends in {@link Broken}, in bounded time and memory; only a fault of harness throws.
 */
public final class HarnessFile {
    private HarnessFile() {}

    /**
     * What reading may know besides the text.
     *
     * @param inputs what was given with {@code --set}
     * @param files the files beside the file
     * @param folderName the run's name, if the file has none
     * @param baseTree the files of the base commit, if known; boundaries are then checked against them
     */
    public record Context(
            Map<String, String> inputs, FilesBeside files, String folderName, Optional<List<RepoPath>> baseTree) {
        public Context {
            inputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
            baseTree = baseTree.map(List::copyOf);
        }
    }

    /** Either a spec or problems. */
    public sealed interface Result {}

    /** The file is right; warnings are what {@code lint} prints. */
    public record Read(HarnessSpec spec, List<Problem> warnings) implements Result {
        public Read {
            warnings = List.copyOf(warnings);
        }
    }

    /** The file is wrong; at least one of the problems is an error. In the order of the file. */
    public record Broken(List<Problem> problems) implements Result {
        public Broken {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads the text out of a stream, never more of it than the largest file allowed.
     *
     * @param name how problems call the file
     * @throws IOException when the stream cannot be read
     */
    public static Result read(InputStream in, String name, Context context) throws IOException {
        return read(in.readNBytes(YamlDocument.MAX_BYTES + 1), name, context);
    }

    /**
     * Reads the text.
     *
     * @param name how problems call the file
     */
    public static Result read(byte[] bytes, String name, Context context) {
        YamlDocument.Result parsed = YamlDocument.parse(bytes, name);
        if (parsed instanceof YamlDocument.Parsed good) {
            return read(good.document(), context);
        }
        return new Broken(parsed instanceof YamlDocument.Refused refused ? refused.problems() : List.of());
    }

    private static Result read(YamlDocument document, Context context) {
        Reading reading = new Reading(document.source());
        Optional<Found<Fields>> root = RootLanguage.ROOT.read(document.root(), "", reading);
        if (root.isEmpty()) {
            return new Broken(reading.problems());
        }
        Declared declared = Declared.of(root.get().value());
        Inputs inputs = new Inputs(declared.root(), context.inputs(), reading);
        Map<String, Task> tasks = new Tasks(declared, context.files(), inputs, reading).read();
        Map<String, BranchName> branches = new Branches(declared, inputs, reading).read();
        check(declared, tasks, context, reading);
        if (reading.hasErrors()) {
            return new Broken(reading.problems());
        }
        new Lint(declared, reading).check();
        SpecParts parts = new SpecParts(inputs, document.source().name());
        HarnessSpec spec = new SpecBuilder(declared, parts, tasks, branches).build(context.folderName());
        return new Read(spec, reading.problems());
    }

    private static void check(Declared declared, Map<String, Task> tasks, Context context, Reading reading) {
        new NameCheck(declared, reading).check();
        new TemplateCheck(declared, reading).check();
        new CycleCheck(declared, reading).check();
        new DetailCheck(declared, reading).check();
        new OwnershipCheck(declared, context.baseTree(), reading).check();
        new PolicyCheck(declared, tasks, reading).check();
    }
}
