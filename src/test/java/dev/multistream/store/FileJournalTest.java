package dev.multistream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileChange;
import dev.multistream.conflict.FileConflict;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;
import dev.multistream.plan.StepId;
import dev.multistream.run.Actor;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.Review;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunOptions;
import dev.multistream.run.RunResult;
import dev.multistream.run.SkipReason;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import dev.multistream.run.TestReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    private static final CommitId A = new CommitId("a".repeat(40));
    private static final CommitId B = new CommitId("b".repeat(40));
    private static final StreamId AUTH = new StreamId("auth");
    private static final CheckpointName WEEK = new CheckpointName("week");
    private static final StepId STEP = new StepId("auth.gate.unit");
    private static final Actor ME = new Actor("me", "os");

    private final EntryCodec codec = new EntryCodec();

    @TempDir
    Path directory;

    /** One event of every kind, with every kind of outcome and result among them. */
    static List<RunEvent> everyEvent() {
        Review review = new Review(WEEK, A, true, ME, Optional.of("good\u2028\n\"quoted\""));
        StreamWork work = new StreamWork(
                A,
                B,
                List.of(new StreamWork.Commit(B, "Zoë", Instant.parse("2026-11-21T09:00:00Z"), "subject")),
                1,
                List.of(new FileChange(
                        new RepoPath("a b/ü\t.txt"),
                        Optional.of(new RepoPath("old")),
                        FileChange.Kind.RENAMED,
                        1,
                        2,
                        false)));
        FileConflict conflict = new FileConflict(
                new RepoPath("x"), "contents", List.of(new FileConflict.Hunk(3, "b", "o", "t")), Optional.of("union"));
        Crossing crossing = new Crossing(
                AUTH, new RepoPath("p"), Crossing.Rule.OWNED_BY_OTHER, Optional.of("p/**"), Optional.of(AUTH));
        TestReport tests = new TestReport(
                2,
                1,
                0,
                0,
                1.5,
                List.of(new TestReport.Case("s", "c", "n", 0.5, TestReport.Result.FAILED, Optional.of("m"))),
                1);
        List<RunEvent> events = new ArrayList<>(List.of(
                new RunEvent.RunStarted(
                        new RunId("2026-11-21-0900-brisk-otter"),
                        "n",
                        "/f",
                        "0.1",
                        Map.of("", A, "v1", B),
                        Map.of("k", "v"),
                        new RunOptions(List.of(AUTH), true, OptionalInt.of(3), true),
                        ME),
                new RunEvent.RunResumed("0.1", ME),
                new RunEvent.StepStarted(STEP, 1),
                new RunEvent.StepProgressed(STEP, 1, OptionalDouble.of(0.5), "task"),
                new RunEvent.StepProgressed(STEP, 1, OptionalDouble.empty(), ""),
                new RunEvent.RetryPlanned(STEP, 2, Instant.parse("2026-11-21T09:00:01Z"), "why"),
                new RunEvent.StepSkipped(STEP, SkipReason.UPSTREAM, "because"),
                new RunEvent.StepsReset(List.of(STEP), "why"),
                new RunEvent.ReviewGiven(review),
                new RunEvent.CancelRequested(ME, true, RunEvent.Cause.COMMAND),
                new RunEvent.RolledBack(WEEK, new BranchName("main"), A, B, true, ME),
                new RunEvent.Noted(RunEvent.Level.WARNING, "note"),
                new RunEvent.RunEnded(RunResult.CONFLICT)));
        List<StepResult> results = List.of(
                new StepResult.WorktreeReady(
                        "/w", new BranchName("b"), A, true, List.of(new StepResult.Stage("worktree", 0, 12))),
                new StepResult.AgentDone(OptionalInt.of(3), true, Optional.of(work), List.of("n")),
                new StepResult.GateDone(
                        A,
                        List.of(new StepResult.GateTry(OptionalInt.empty(), 5, true)),
                        Optional.of(tests),
                        OptionalDouble.of(83.25),
                        List.of("f")),
                new StepResult.StreamMerged(
                        A,
                        A,
                        B,
                        Optional.of(B),
                        Optional.of(A),
                        Optional.empty(),
                        List.of(crossing),
                        List.of(conflict),
                        work),
                new StepResult.Reviewed(A, Optional.of(review)),
                new StepResult.Published(new BranchName("main"), A, B, "refs/harness/x", Optional.empty()));
        List<Outcome> outcomes = List.of(
                new Outcome.Passed(true),
                Outcome.failed(Reason.BOUNDARY, "m"),
                new Outcome.Cancelled("c"),
                new Outcome.Waiting(Outcome.WaitFor.RESOLUTION, "w"));
        for (StepResult result : results) {
            for (Outcome outcome : outcomes) {
                events.add(new RunEvent.StepFinished(
                        STEP, 1, outcome, Optional.of(result), Optional.of(new RunEvent.Log("logs/x.log", 12))));
            }
        }
        return events;
    }

    private static List<JournalEntry> numbered(List<RunEvent> events) {
        List<JournalEntry> entries = new ArrayList<>();
        for (RunEvent event : events) {
            entries.add(new JournalEntry(entries.size() + 1L, Instant.parse("2026-11-21T09:00:00.123Z"), event));
        }
        return entries;
    }

    @Test
    void every_kind_of_event_comes_back_as_it_was_written() throws IOException {
        for (Class<?> kind : RunEvent.class.getPermittedSubclasses()) {
            assertThat(everyEvent()).hasAtLeastOneElementOfType(kind);
        }
        List<JournalEntry> entries = numbered(everyEvent());
        Path file = directory.resolve("journal.ndjson");
        try (FileJournal journal = FileJournal.create(file, codec)) {
            journal.append(entries);
        }
        JournalFile read = JournalFile.read(file, codec);
        assertThat(read.entries()).isEqualTo(entries);
        assertThat(read.torn()).isFalse();
        assertThat(Files.readAllLines(file)).hasSize(entries.size() + 1);
    }

    @Test
    void a_journal_cut_at_any_byte_is_read_up_to_its_last_whole_entry_and_continued_there() throws IOException {
        List<JournalEntry> entries = numbered(everyEvent().subList(0, 4));
        Path file = directory.resolve("journal.ndjson");
        try (FileJournal journal = FileJournal.create(file, codec)) {
            journal.append(entries);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int cut = JournalFile.HEADER.length; cut < whole.length; cut++) {
            Path part = directory.resolve("cut.ndjson");
            Files.write(part, java.util.Arrays.copyOf(whole, cut));
            JournalFile read = JournalFile.read(part, codec);
            int kept = read.entries().size();
            assertThat(read.entries()).isEqualTo(entries.subList(0, kept));
            try (FileJournal journal = FileJournal.continueAt(part, read.length(), codec)) {
                journal.append(entries.subList(kept, entries.size()));
            }
            assertThat(JournalFile.read(part, codec).entries()).isEqualTo(entries);
        }
    }

    @Test
    void a_damaged_entry_in_the_middle_is_an_error_that_names_its_line() throws IOException {
        Path file = directory.resolve("journal.ndjson");
        try (FileJournal journal = FileJournal.create(file, codec)) {
            journal.append(numbered(everyEvent().subList(0, 3)));
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, "{\"seq\":2,\"at\"");
        Files.write(file, lines);
        assertThatThrownBy(() -> JournalFile.read(file, codec))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("journal.ndjson:3");
    }

    @Test
    void a_newer_format_and_a_foreign_file_are_refused() throws IOException {
        Path file = directory.resolve("journal.ndjson");
        Files.writeString(file, "{\"format\":\"harness-journal\",\"version\":2}\n");
        assertThatThrownBy(() -> JournalFile.read(file, codec)).hasMessageContaining("newer harness");
        Files.writeString(file, "{\"hello\":1}\n");
        assertThatThrownBy(() -> JournalFile.read(file, codec)).hasMessageContaining("not the header");
        Files.writeString(file, "hello\n");
        assertThatThrownBy(() -> JournalFile.read(file, codec)).hasMessageContaining("not the header");
        Files.writeString(file, "{\"format\"");
        assertThatThrownBy(() -> JournalFile.read(file, codec)).hasMessageContaining("no header");
    }

    @Test
    void a_write_that_fails_is_told_and_nothing_after_a_durable_entry_is_unforced() {
        List<String> acts = new ArrayList<>();
        FileJournal.Sink sink = new FileJournal.Sink() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                String text = StandardCharsets.UTF_8.decode(bytes).toString();
                acts.add("write " + text.lines().count());
                if (text.contains("disk-full")) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void force() {
                acts.add("force");
            }

            @Override
            public void close() {
                acts.add("close");
            }
        };
        FileJournal journal = FileJournal.over(directory.resolve("j"), sink, codec);
        journal.append(numbered(List.of(new RunEvent.StepProgressed(STEP, 1, OptionalDouble.empty(), "x"))));
        journal.append(numbered(List.of(new RunEvent.StepStarted(STEP, 1), new RunEvent.StepStarted(STEP, 2))));
        assertThat(acts).containsExactly("write 1", "write 2", "force");
        assertThatThrownBy(
                        () -> journal.append(numbered(List.of(new RunEvent.Noted(RunEvent.Level.INFO, "disk-full")))))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("harness resume");
        journal.close();
        assertThat(acts).endsWith("close");
    }
}
