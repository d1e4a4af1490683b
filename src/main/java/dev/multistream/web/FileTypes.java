package dev.multistream.web;

import java.util.Map;

/** The content type of a file by its name's ending; what is not known is only offered for saving. */
final class FileTypes {
    private static final String UTF_8 = "; charset=utf-8";
    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("html", "text/html" + UTF_8),
            Map.entry("css", "text/css" + UTF_8),
            Map.entry("js", "text/javascript" + UTF_8),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("json", "application/json"),
            Map.entry("xml", "application/xml"),
            Map.entry("md", "text/plain" + UTF_8),
            Map.entry("txt", "text/plain" + UTF_8),
            Map.entry("log", "text/plain" + UTF_8));

    private FileTypes() {}

    static String of(String name) {
        return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
