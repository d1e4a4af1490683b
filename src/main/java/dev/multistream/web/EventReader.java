package dev.multistream.web;

import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.xnio.IoUtils;

/**
 * One page that follows a run by server-sent events.
 *
 * <p>At most one message is under way to it; the next one is made when that has left, out of what is new by then. So a
 * slow reader costs one message of memory, however much happens meanwhile. Owned by the thread of {@link RunFeeds}.
 */
final class EventReader {
    private final ServerSentEventConnection connection;
    private final Executor io;
    private final Executor owner;
    private final InstantSource clock;
    private long seq;
    private boolean knowsPlan;
    private long version = -1;
    private long linesVersion;
    private boolean underWay;
    private boolean closing;
    private Instant since;

    /**
     * @param io the thread that owns the connection
     * @param after the last entry that the reader knows, or -1 for one who knows nothing
     */
    EventReader(ServerSentEventConnection connection, Executor io, long after, Executor owner, InstantSource clock) {
        this.connection = connection;
        this.io = io;
        this.owner = owner;
        this.clock = clock;
        this.seq = Math.max(0, after);
        this.knowsPlan = after >= 0;
        this.since = clock.instant();
    }

    /** Sends what is new, unless a message is still under way. */
    void offer(RunFeed feed) {
        if (underWay) {
            return;
        }
        if (!knowsPlan || seq > feed.state().seq()) {
            sendNews("snapshot", RunJson.snapshot(feed, clock.instant()), feed);
            knowsPlan = true;
            linesVersion = feed.linesVersion();
        } else if (version != feed.version()) {
            sendNews("patch", RunJson.patch(feed, seq, clock.instant()), feed);
        } else if (linesVersion != feed.linesVersion()) {
            linesVersion = feed.linesVersion();
            send("lines", RunJson.lines(feed), "", feed);
        } else if (closing) {
            send("bye", "{}", "", feed);
        }
    }

    private void sendNews(String event, String data, RunFeed feed) {
        seq = feed.state().seq();
        version = feed.version();
        send(event, data, Long.toString(seq), feed);
    }

    private void send(String event, String data, String id, RunFeed feed) {
        underWay = true;
        since = clock.instant();
        connection.send(data, event, id.isEmpty() ? null : id, new ServerSentEventConnection.EventCallback() {
            @Override
            public void done(ServerSentEventConnection to, String sent, String name, String number) {
                owner.execute(() -> left(event, feed));
            }

            @Override
            public void failed(ServerSentEventConnection to, String sent, String name, String number, IOException e) {
                // The connection's close listener takes the reader away.
                IoUtils.safeClose(to);
            }
        });
    }

    private void left(String event, RunFeed feed) {
        underWay = false;
        if (event.equals("bye")) {
            connection.shutdown();
        } else {
            offer(feed);
        }
    }

    /** Says goodbye after whatever is still to be said. */
    void close(RunFeed feed) {
        closing = true;
        offer(feed);
    }

    /** Whether the message under way was begun before this time: the reader does not read. */
    boolean stuckSince(Instant time) {
        return underWay && since.isBefore(time);
    }

    /** Ends the connection at once. */
    void cutOff() {
        io.execute(() -> IoUtils.safeClose(connection));
    }
}
