-- additive
-- What an order from the cart carries: a cart is ordered once under it, and then has another.
alter table cart add column order_as uuid not null default gen_random_uuid();
-- Pages that are open know a cart by its id.
update cart set order_as = id;
create unique index cart_order_as on cart (order_as);
