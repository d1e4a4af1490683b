package dev.multistream.config;

/** A value together with where it was written. */
record Found<T>(T value, Where where) {}
