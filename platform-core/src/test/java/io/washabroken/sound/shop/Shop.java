package io.washabroken.sound.shop;

/** What the till may know. */
public record Shop(String name) {}
