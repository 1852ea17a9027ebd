package io.washabroken.undeclared.till;

import io.washabroken.undeclared.shop.Shop;

record Till(Shop shop) {}
