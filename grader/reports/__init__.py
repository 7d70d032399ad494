"""What people read: table, feedback pages, class report."""
