-- additive
-- The carts that were ordered, each once; a cart that was has another id from then on.
create table ordered_cart (
  cart_id uuid primary key,
  order_id uuid not null
);
