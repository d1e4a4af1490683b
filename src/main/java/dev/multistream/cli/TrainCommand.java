package dev.multistream.cli;

import dev.multistream.config.FolderFiles;
import dev.multistream.config.HarnessFile;
import dev.multistream.model.RunId;
import dev.multistream.plan.Planner;
import dev.multistream.report.PlanText;
import dev.multistream.run.Actor;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunOptions;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.FileJournal;
import dev.multistream.store.JournalFile;
import dev.multistream.store.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hidden command by which the launcher makes its archive of loaded classes: touches what short commands need.
 *
 * <p>It leaves nothing behind and looks at nothing of the user's.
 */
final class TrainCommand implements Command {
    private static final String SAMPLE = """
            version: 1
            agents: { one: { run: echo } }
            gates: { unit: { run: "true" } }
            streams: { one: { task: t, agent: one, owns: ["a/**"], gates: [unit] } }
            checkpoints: { all: { merge: [one], into: main, gates: [unit] } }
            """;

    @Override
    public Info info() {
        return new Info("train", "used by the launcher", "", 0, List.of(), List.of(), List.of());
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        HarnessFile.Result read = HarnessFile.read(
                SAMPLE.getBytes(StandardCharsets.UTF_8),
                "sample",
                new HarnessFile.Context(Map.of(), new FolderFiles(Path.of("/")), "sample", Optional.empty()));
        Planner.Planned planned = (Planner.Planned) Wiring.plan(((HarnessFile.Read) read).spec(), RunOptions.DEFAULT);
        PlanText.of(planned.plan());
        Path directory = Files.createTempDirectory("harness-train-");
        Path file = directory.resolve("journal.ndjson");
        try {
            EntryCodec codec = new EntryCodec();
            try (FileJournal journal = FileJournal.create(file, codec)) {
                journal.append(entries());
            }
            RunState.fold(planned.plan(), JournalFile.read(file, codec).entries());
            LastLine.result(file);
            Arguments.parse(new ResumeCommand().info(), List.of());
            Machine.local();
            RunDirectory.all(directory);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
        return ExitCode.OK;
    }

    private static List<JournalEntry> entries() {
        RunEvent started = new RunEvent.RunStarted(
                new RunId("2026-01-01-0000-quick-hare"),
                "sample",
                "/sample",
                Main.VERSION,
                Map.of(),
                Map.of(),
                RunOptions.DEFAULT,
                new Actor("launcher", "train"));
        return List.of(
                new JournalEntry(1, Instant.EPOCH, started),
                new JournalEntry(2, Instant.EPOCH, new RunEvent.RunEnded(RunResult.PASSED)));
    }
}
