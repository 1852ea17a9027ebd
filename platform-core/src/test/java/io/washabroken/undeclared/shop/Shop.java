package io.washabroken.undeclared.shop;

/** What the till must not know. */
public record Shop(String name) {}
