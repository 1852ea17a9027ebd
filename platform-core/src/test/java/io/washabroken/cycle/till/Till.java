package io.washabroken.cycle.till;

import io.washabroken.cycle.shop.Shop;

/** The other half of the circle. */
public record Till(Shop shop) {}
