package io.washabroken.internals.shop.safe;

/** Public for the shop alone. */
public record Safe(String code) {}
