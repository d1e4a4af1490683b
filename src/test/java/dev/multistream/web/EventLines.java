package dev.multistream.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Server-sent events as a test reads them, one after another. */
final class EventLines implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final InputStream stream;
    private final BufferedReader lines;
    private Optional<Event> last = Optional.empty();

    /** One event; {@code id} is empty when it has none. */
    record Event(String name, String id, JsonNode data) {}

    EventLines(Served served, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                served.http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        stream = response.body();
        lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** Waits for the next event; comments are passed over. */
    Event next() throws IOException {
        String name = "";
        String id = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event:")) {
                name = line.substring(6);
            } else if (line.startsWith("id:")) {
                id = line.substring(3);
            } else if (line.startsWith("data:")) {
                data = line.substring(5);
            } else if (line.isEmpty() && !name.isEmpty()) {
                Event event = new Event(name, id, JSON.readTree(data));
                last = id.isEmpty() ? last : Optional.of(event);
                return event;
            }
        }
        throw new IOException("the events ended");
    }

    /** Waits until a snapshot or patch has reached this entry, and answers the last one. */
    Event upTo(long seq) throws IOException {
        while (last.isEmpty() || Long.parseLong(last.get().id()) < seq) {
            next();
        }
        return last.get();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
