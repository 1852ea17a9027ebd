package io.washabroken.sound.till;

import io.washabroken.sound.shop.Shop;

record Till(Shop shop) {}
