-- The page of an order is read from the order's stream.
drop table order_page;
