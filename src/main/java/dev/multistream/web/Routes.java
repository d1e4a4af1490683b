package dev.multistream.web;

import dev.multistream.model.RunId;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.InstantSource;
import java.util.Optional;

/** Which path is answered by what; names in paths are values before anything is looked up by them. */
final class Routes implements HttpHandler {
    private final RunSource runs;
    private final RunFeeds feeds;
    private final InstantSource clock;
    private final EventStream events;
    private final ReportFiles reports;
    private final PageFiles page = new PageFiles();
    private final LogText logs;

    Routes(RunSource runs, RunFeeds feeds, InstantSource clock) {
        this.runs = runs;
        this.feeds = feeds;
        this.clock = clock;
        events = new EventStream(feeds);
        reports = new ReportFiles(runs);
        logs = new LogText(runs);
    }

    /** Handles requests on a thread that may wait, and turns what the source could not read into an answer. */
    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.dispatch(guarded(this::route));
    }

    private void route(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        String[] parts = path.split("/", 6);
        if (path.equals("/api/runs")) {
            Answers.json(exchange, 200, RunJson.list(runs.runs(), clock.instant()));
        } else if (path.startsWith("/api/runs/") && RunId.isValid(parts[3])) {
            run(exchange, new RunId(parts[3]), parts);
        } else if (path.startsWith("/reports/") && RunId.isValid(parts[2]) && parts.length > 3) {
            reports.send(exchange, new RunId(parts[2]), path.substring("/reports/".length() + parts[2].length() + 1));
        } else if (!page.send(exchange, path)) {
            notFound(exchange);
        }
    }

    private void run(HttpServerExchange exchange, RunId id, String[] parts) throws Exception {
        if (parts.length == 4) {
            exchange.dispatch(feeds.owner(), guarded(onOwner -> snapshot(onOwner, id)));
        } else if (parts.length == 5 && parts[4].equals("events")) {
            exchange.dispatch(feeds.owner(), guarded(onOwner -> events.open(onOwner, id)));
        } else if (parts.length == 6 && parts[4].equals("logs")) {
            Optional<StepId> step = stepId(parts[5]);
            if (step.isPresent()) {
                logs.send(exchange, id, step.get());
            } else {
                notFound(exchange);
            }
        } else {
            notFound(exchange);
        }
    }

    private void snapshot(HttpServerExchange exchange, RunId id) {
        Optional<String> snapshot = feeds.snapshot(id);
        if (snapshot.isPresent()) {
            Answers.json(exchange, 200, snapshot.get());
        } else {
            Answers.error(exchange, 404, "there is no run " + id + " here");
        }
    }

    private static HttpHandler guarded(HttpHandler handler) {
        return exchange -> {
            try {
                handler.handleRequest(exchange);
            } catch (JournalException unreadable) {
                Answers.error(exchange, 422, "the run cannot be read: " + unreadable.getMessage());
            }
        };
    }

    private static Optional<StepId> stepId(String text) {
        try {
            return Optional.of(new StepId(text));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private static void notFound(HttpServerExchange exchange) {
        Answers.error(exchange, 404, "there is nothing at this address");
    }
}
