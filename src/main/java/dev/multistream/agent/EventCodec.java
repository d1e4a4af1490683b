package dev.multistream.agent;

import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of an events file: how an agent that is a plain program reports.
 *
 * <p>The environment variable {@value #VARIABLE} names the file. The agent appends one JSON object a line,
 * <code>{"type": …, "data": {…}}</code>, with the types and fields of the agents' protocol:
 *
 * <ul>
 *   <li>{@code progress_update}: {@code progress} (0 to 1), {@code currentTask}
 *   <li>{@code file_modified}: {@code filePath}, {@code operation} ({@code created}, {@code modified},
 *       {@code deleted})
 *   <li>{@code request_assistance}: {@code message}
 *   <li>{@code message}: {@code message}
 *   <li>{@code committed}: {@code message}, {@code commit} (its id)
 * </ul>
 *
 * <p>A line that is no such object is passed over: an agent's report about itself never fails its work.
 */
final class EventCodec {
    static final String VARIABLE = "HARNESS_EVENTS";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EventCodec() {}

    /**
     * What a line says, if it says anything that is known.
     *
     * @param masks secrets that are replaced by {@code ***} in every text
     */
    static Optional<AgentEvent> parse(byte[] line, List<String> masks) {
        try {
            JsonNode event = JSON.readTree(line);
            JsonNode data = event.path("data");
            return switch (event.path("type").asString("")) {
                case "progress_update" -> progress(data, masks);
                case "file_modified" ->
                    Optional.of(new AgentEvent.FileModified(
                            new RepoPath(text(data, "filePath", masks)),
                            AgentEvent.Operation.valueOf(
                                    text(data, "operation", List.of()).toUpperCase(Locale.ROOT))));
                case "request_assistance" -> Optional.of(new AgentEvent.NeedsInput(text(data, "message", masks)));
                case "message" -> Optional.of(new AgentEvent.Message(text(data, "message", masks)));
                case "committed" -> Optional.of(new AgentEvent.Committed(text(data, "message", masks), commit(data)));
                default -> Optional.empty();
            };
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<AgentEvent> progress(JsonNode data, List<String> masks) {
        double fraction = data.path("progress").asDouble(Double.NaN);
        String task = text(data, "currentTask", masks);
        if (!(fraction >= 0 && fraction <= 1)) {
            return task.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new AgentEvent.Progress(OptionalDouble.empty(), task));
        }
        return Optional.of(new AgentEvent.Progress(OptionalDouble.of(fraction), task));
    }

    private static Optional<CommitId> commit(JsonNode data) {
        String id = text(data, "commit", List.of());
        return id.isEmpty() ? Optional.empty() : Optional.of(new CommitId(id));
    }

    private static String text(JsonNode data, String field, List<String> masks) {
        String text = data.path(field).asString("");
        for (String mask : masks) {
            text = mask.isEmpty() ? text : text.replace(mask, "***");
        }
        return text.length() <= AgentEvent.LONGEST ? text : text.substring(0, AgentEvent.LONGEST);
    }
}
