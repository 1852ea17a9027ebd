package io.washabroken.internals.shop;

/** What the till may know. */
public record Shop(String name) {}
