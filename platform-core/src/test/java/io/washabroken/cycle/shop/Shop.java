package io.washabroken.cycle.shop;

import io.washabroken.cycle.till.Till;

/** One half of the circle. */
public record Shop(Till till) {}
