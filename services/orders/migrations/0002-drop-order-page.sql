-- contracting: versions that read the page of an order from order_page
-- The page of an order is read from the order's stream.
drop table order_page;
