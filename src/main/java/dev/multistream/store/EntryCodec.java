package dev.multistream.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.multistream.model.AgentName;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.GateName;
import dev.multistream.model.RepoPath;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import dev.multistream.run.Outcome;
import dev.multistream.run.RunEvent;
import dev.multistream.run.StepResult;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Journal entries as JSON lines: {@code {"seq":1,"at":"…","event":{"type":"step-started",…}}}.
 *
 * <p>Sealed types carry a {@code type} made of their class name; names with meaning are plain strings; absent values are
 * left out. Unknown fields are ignored, so that an older harness of the same format version reads on.
 */
public final class EntryCodec {
    private static final List<Class<?>> NAMES = List.of(
            StreamId.class,
            AgentName.class,
            GateName.class,
            CheckpointName.class,
            StepId.class,
            CommitId.class,
            BranchName.class,
            RepoPath.class,
            RunId.class);

    private final JsonMapper mapper;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    public EntryCodec() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(64 << 20)
                        .build())
                .build();
        JsonMapper.Builder builder = JsonMapper.builder(factory)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT));
        NAMES.forEach(type -> builder.addMixIn(type, Name.class));
        for (Class<?> sealed : List.<Class<?>>of(RunEvent.class, Outcome.class, StepResult.class)) {
            builder.addMixIn(sealed, Typed.class);
            for (Class<?> member : sealed.getPermittedSubclasses()) {
                builder.registerSubtypes(new NamedType(member, typeName(member)));
            }
        }
        mapper = builder.build();
        reader = mapper.readerFor(Line.class);
        writer = mapper.writerFor(Line.class);
    }

    /** The {@code type} of a member of a sealed family: {@code StepStarted} is {@code step-started}. */
    public static String typeName(Class<?> member) {
        return member.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The form of a line. */
    private record Line(long seq, Instant at, RunEvent event) {}

    /** How the names are written. */
    private abstract static class Name {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Name(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    /** How members of sealed families are told apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}

    /** Writes one entry and its newline. */
    public void write(JournalEntry entry, OutputStream out) throws IOException {
        out.write(writer.writeValueAsBytes(new Line(entry.seq(), entry.at(), entry.event())));
        out.write('\n');
    }

    /** Reads the entry in {@code length} bytes from {@code offset}, without its newline. */
    public JournalEntry read(byte[] bytes, int offset, int length) {
        try {
            Line line = reader.readValue(bytes, offset, length);
            return new JournalEntry(line.seq(), line.at(), line.event());
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new JournalException("not a journal entry: " + e.getMessage(), e);
        }
    }

    int version(byte[] bytes, int length) {
        try {
            JsonNode header = mapper.readTree(bytes, 0, length);
            if (!header.path("format").asString("").equals("harness-journal")) {
                throw new JournalException("the first line is not the header of a harness journal");
            }
            return header.path("version").asInt(0);
        } catch (JacksonException e) {
            throw new JournalException("the first line is not the header of a harness journal", e);
        }
    }
}
